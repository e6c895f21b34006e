"""What a new municipality starts with: `standard.yaml`, completed by what its own blueprint says."""
