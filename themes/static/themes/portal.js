/* What components do beyond what HTML does. Everything works without it: a dialog has its own page, a menu is a
 * `details`, a message stays, a form is sent, and what is only possible with script is hidden until it runs. */
"use strict";

const listen = (type, act) => document.addEventListener(type, act);
const shown = (element) => {
  element.hidden = false;
  if (element.parentElement.matches("li")) element.parentElement.hidden = false;
};

// Whoever sent a form with mistakes is brought to the list of them.
document.querySelector("[data-focus]")?.focus();
document.querySelectorAll("[data-close], [data-print]").forEach(shown);
if ("speechSynthesis" in window) document.querySelectorAll("[data-read]").forEach(shown);

listen("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  event.target.closest("[data-close]")?.parentElement.remove();
  if (event.target.closest("[data-print]")) window.print();
  const reader = event.target.closest("[data-read]");
  if (reader) read(reader);
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

listen("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* Read the page aloud, with the voice that the device has. */
function read(button) {
  const voice = window.speechSynthesis;
  const say = (text) => (button.textContent = text);
  button.dataset.start ??= button.textContent;
  if (voice.speaking) {
    const paused = voice.paused;
    if (paused) voice.resume();
    else voice.pause();
    say(paused ? button.dataset.pause : button.dataset.resume);
    return;
  }
  const words = new SpeechSynthesisUtterance(document.querySelector(button.dataset.read)?.innerText ?? "");
  words.lang = document.documentElement.lang;
  words.onend = () => say(button.dataset.start);
  voice.speak(words);
  say(button.dataset.pause);
}

/* How far a file is on its way; htmx tells, when it sends the form. */
listen("htmx:xhr:progress", (event) => {
  const field = event.target.querySelector?.("[data-upload]");
  if (!field || !event.detail.total) return;
  const share = Math.round((100 * event.detail.loaded) / event.detail.total);
  field.querySelector(".ip-progress").hidden = false;
  field.querySelector("progress").value = share;
  if (share === 100) field.querySelector("[role=status]").textContent = field.dataset.upload;
});
window.addEventListener("pagehide", () => window.speechSynthesis?.cancel());
