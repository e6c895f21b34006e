"""What pages cost: `make bench` prints queries, bytes and times of a warm municipality."""
