// A suggestion that comes late does not overwrite what was typed meanwhile.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  if (target.id !== "voorstel") return;
  const asked = requestConfig.parameters;
  const now = (name) => document.getElementById(`id_${name}`).value;
  if (["name", "host"].some((name) => now(name) !== asked[name])) event.detail.shouldSwap = false;
});
