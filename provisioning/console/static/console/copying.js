// A button that copies a text; without this file it stays hidden, and the text can be selected.
const show = (root) => root.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = !navigator.clipboard));
show(document);
document.addEventListener("htmx:afterSettle", () => show(document));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
  button.textContent = button.dataset.copied;
});
