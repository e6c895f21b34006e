// Shows the letter as it would be, while somebody writes; the button does the same without a script.
(() => {
  const form = document.querySelector("[data-letter]");
  const show = form && form.querySelector("[data-letter-show]");
  if (!show) return;
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(show), 600);
  });
})();
