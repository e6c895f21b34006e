/* What components do beyond what HTML does. Everything works without it: a dialog has its own page, a menu is a
 * `details`, a message stays, a form is sent, and what is only possible with script is hidden until it runs. */
{
  const listen = (type, act) => document.addEventListener(type, act);
  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);
  const voice = window.speechSynthesis;
  const root = document.documentElement;

  const shown = (element) => {
    element.hidden = false;
    if (element.parentElement.matches("li")) element.parentElement.hidden = false;
  };
  /* Make ready what is there, and what htmx brings later. */
  const ready = (within) => {
    each("[data-close], [data-print]", shown, within);
    each("[data-reveal]", shown, within);
    if (voice) each("[data-read]", shown, within);
    // Whoever sent a form with mistakes is brought to the list of them.
    within.querySelector("[data-focus]")?.focus();
  };

  /* Show what is typed as a password, or hide it again. */
  const reveal = (button, isShown) => {
    document.getElementById(button.dataset.reveal).type = isShown ? "text" : "password";
    button.ariaPressed = isShown;
  };

  /* htmx is half of what a page weighs, and few visitors need it: it comes where a page asks for something by itself, or
   when somebody comes to a field that does. */
  const { library } = document.currentScript.dataset;
  let isBrought = Boolean(window.htmx);
  const bring = (field) => {
    if (isBrought) return;
    isBrought = true;
    const script = document.createElement("script");
    script.src = library;
    // What was typed meanwhile counts too.
    script.onload = () => {
      if (field && field.value !== field.defaultValue) field.dispatchEvent(new Event("later"));
    };
    const add = () => document.head.append(script);
    if (document.readyState === "complete") add();
    else window.addEventListener("load", add);
  };
  listen("focusin", (event) => {
    const field = event.target.closest("[data-later]");
    if (field) bring(field);
  });

  /* Choices of this browser: a cookie for each, so that the next page shows it again. */
  const chosen = (form, name) =>
    document.cookie.split("; ").includes(`${form.dataset.choice}${name[0]}=${name[1]}`);
  const answered = (form) => ["ja", "nee"].some((value) => chosen(form, ["cookies", value]));
  const choose = (form, { name, value }) => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    const kept = `path=/; max-age=${form.dataset.days * 86400}; samesite=lax${secure}`;
    document.cookie = `${form.dataset.choice}${name}=${value}; ${kept}`;
  };
  const show = (form) => {
    if (form.querySelector("[name=cookies]")) {
      form.closest("section").hidden = answered(form);
      return;
    }
    const spacious = chosen(form, ["letter", "ruim"]);
    root.classList.toggle("ip-large", chosen(form, ["tekst", "groot"]));
    root.classList.toggle("ip-spacious", spacious);
    // Named only now, so that nobody loads it who did not ask for it.
    const source = form.dataset.typeface;
    if (spacious && source) document.fonts.add(new FontFace("Leesletter", `url(${source})`));
  };

  /* Read the page aloud with the voice of the device, line by line: some stop in the midst of a long text. */
  const read = (button) => {
    const say = (text) => (button.textContent = text);
    button.dataset.start ??= button.textContent;
    if (voice.speaking) {
      if (voice.paused) voice.resume();
      else voice.pause();
      say(button.textContent === button.dataset.resume ? button.dataset.pause : button.dataset.resume);
      return;
    }
    const lines = (document.querySelector(button.dataset.read)?.innerText ?? "").split(/\n+|(?<=[.!?]) /);
    const spoken = lines.filter((line) => line.trim()).map((line) => new SpeechSynthesisUtterance(line));
    for (const line of spoken) {
      line.lang = root.lang;
      voice.speak(line);
    }
    if (!spoken.length) return;
    spoken.at(-1).onend = () => say(button.dataset.start);
    say(button.dataset.pause);
  };

  listen("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    event.target.closest("[data-close]")?.parentElement.remove();
    if (event.target.closest("[data-print]")) window.print();
    const eye = event.target.closest("[data-reveal]");
    if (eye) reveal(eye, eye.ariaPressed !== "true");
    const reader = event.target.closest("[data-read]");
    if (reader) read(reader);
    each("[data-menu][open]", (menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  listen("submit", (event) => {
    // No browser keeps it among what was typed into boxes for text.
    each("[data-reveal]", (button) => reveal(button, false), event.target);
    const form = event.target.closest("[data-choice]");
    if (!form || !event.submitter?.name) return;
    event.preventDefault();
    choose(form, event.submitter);
    show(form);
    // The button that was pressed has made way for its opposite.
    form.querySelector(`[name=${event.submitter.name}]:not([value=${event.submitter.value}])`)?.focus();
  });

  listen("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* How far a file is on its way; htmx tells, when it sends the form. */
  listen("htmx:xhr:progress", (event) => {
    const field = event.target.querySelector?.("[data-upload]");
    if (!field || !event.detail.total) return;
    const share = Math.round((100 * event.detail.loaded) / event.detail.total);
    field.querySelector(".ip-progress").hidden = false;
    field.querySelector("progress").value = share;
    if (share === 100) field.querySelector("[role=status]").textContent = field.dataset.upload;
  });
  listen("htmx:load", (event) => {
    if (event.target !== document.body) ready(event.target);
  });
  window.addEventListener("pagehide", () => voice?.cancel());

  ready(document);
  each("[data-choice]", show);
  if (document.querySelector("[hx-get]:not([data-later]), [hx-post]")) bring();
}
