/* Look at texts while somebody writes them: a moment after the last key the whole form is judged, and nothing kept.
 * Without script the panel tells of the texts as they were saved. */
document.addEventListener("DOMContentLoaded", () => {
  const panel = document.querySelector("[data-writing]");
  const form = panel?.closest("form");
  let waiting, asked;
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    const body = new FormData(form);
    // An editor of rich text writes into its field only when the form is sent.
    const rich = form.querySelector("[contenteditable=true]");
    if (rich && form.elements.body) body.set("body", rich.innerHTML);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(panel.dataset.writing, { method: "POST", body, signal: asked.signal });
      // Made by a template of ours, which escapes what somebody wrote.
      if (answer.ok) panel.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  form?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 700);
  });
});
