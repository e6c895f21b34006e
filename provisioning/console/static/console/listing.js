// Ways through a list by keyboard: `/` goes to the search field, arrows go from row to row. Without this file Tab does.
const field = () => document.querySelector("[data-search] input[type=search]");
const rows = () => [...document.querySelectorAll("[data-rows] tbody th a")];
const isTyping = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");

function step(event, by) {
  const all = rows();
  const here = all.indexOf(document.activeElement);
  const fromField = document.activeElement === field();
  if (!all.length || (here < 0 && !fromField && document.activeElement !== document.body)) return;
  event.preventDefault();
  if (here === 0 && by < 0) return field()?.focus();
  all[Math.min(Math.max(here + by, 0), all.length - 1)].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const inField = event.target === field();
  if (event.key === "/" && !isTyping(event.target)) {
    event.preventDefault();
    field()?.focus();
    field()?.select();
  } else if (event.key === "ArrowDown" && (inField || !isTyping(event.target))) {
    step(event, 1);
  } else if (event.key === "ArrowUp" && !isTyping(event.target)) {
    step(event, -1);
  }
});

// Leaving the search field asks for the list once more: who is in it by then stays at the same municipality.
let held = "";
document.addEventListener("htmx:beforeSwap", () => {
  held = document.activeElement?.closest("[data-rows]") ? document.activeElement.getAttribute("href") : "";
});
document.addEventListener("htmx:afterSwap", () => {
  if (held) (rows().find((row) => row.getAttribute("href") === held) ?? rows()[0])?.focus();
  held = "";
});
document.documentElement.classList.add("ip-has-keys");
