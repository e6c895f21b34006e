// A suggestion that comes late does not overwrite what was typed meanwhile.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  if (target.id !== "voorstel") return;
  if (document.getElementById("id_name").value !== requestConfig.parameters.name) event.detail.shouldSwap = false;
});

// What is suggested in the field that somebody is in is selected: what they type replaces it, and is not added to it.
for (const moment of ["htmx:afterSwap", "htmx:afterSettle"]) {
  document.addEventListener(moment, () => {
    const field = document.activeElement;
    const suggested = document.getElementById(`id_suggested_${field?.name}`);
    if (suggested && field.value && field.value === suggested.value) field.select();
  });
}
