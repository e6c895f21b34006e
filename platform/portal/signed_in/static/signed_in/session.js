/* Says in time that a session is about to end, and covers the page when it has (P-029, P-030). What a person types counts
 * as doing something. Without this the server ends the session all the same, and keeps what is sent too late. */
{
  const holder = document.getElementById("sessie");
  const [nearly, over, other] = ["bijna", "voorbij", "anders"].map((name) => document.getElementById(`sessie-${name}`));
  const HEADER = "X-Session-Expires-In";
  const WARNED = Number(holder.dataset.warned ?? 120);
  /* How long typing is not told again: the server notes it once a minute. */
  const TOLD = Number(holder.dataset.told ?? 60) * 1000;
  const LONGEST = 2 ** 31 - 1;
  let ends = 0;
  let timer;
  let told = Date.now();
  let changed = null;
  let isAsking = false;

  const left = () => Math.max(0, Math.ceil((ends - Date.now()) / 1000));
  const open = (dialog) => {
    for (const each of [nearly, over, other]) if (each !== dialog && each.open) each.close();
    if (!dialog.open) dialog.showModal();
  };
  const isCovered = () => over.open || other.open;

  const lasts = (seconds) => {
    ends = Date.now() + seconds * 1000;
    if (nearly.open && seconds > WARNED) nearly.close();
    plan();
  };
  const say = () => {
    const seconds = left();
    const place = nearly.querySelector("[data-minutes]");
    const text = seconds > 60 ? place.dataset.minutes : place.dataset.seconds;
    // Every ten seconds is often enough for who hears it read.
    const number = seconds > 60 ? Math.ceil(seconds / 60) : Math.max(10, Math.ceil(seconds / 10) * 10);
    place.textContent = text.replace("0", number);
  };
  const cover = () => {
    over.querySelector("[data-unsent]").hidden = !changed;
    over.querySelector("[data-send]").hidden = !changed;
    over.querySelector("[data-again]").hidden = Boolean(changed);
    open(over);
    (changed ? over.querySelector("[data-send]") : over.querySelector("[data-again]")).focus();
  };

  /* Ask how long it lasts, which other tabs may have made longer. No answer means that nothing is known. */
  const ask = async (url = holder.dataset.ask, options = {}) => {
    if (isAsking) return;
    isAsking = true;
    try {
      const answer = await fetch(url, { cache: "no-store", redirect: "manual", ...options });
      const seconds = answer.headers.get(HEADER);
      if (answer.ok && seconds !== null) lasts(Number(seconds));
      else if (answer.status === 403 || answer.type === "opaqueredirect") cover();
    } catch {
      /* Away from the network: the clock goes on. */
    } finally {
      isAsking = false;
    }
  };
  const extend = () => {
    told = Date.now();
    const form = nearly.querySelector("form");
    const { value } = form.querySelector("[name=csrfmiddlewaretoken]");
    return ask(form.action, { method: "POST", headers: { "X-CSRFToken": value } });
  };

  const tick = async () => {
    if (isCovered()) return;
    if (!left()) {
      await ask();
      if (!left()) cover();
      return;
    }
    if (left() <= WARNED && !nearly.open) {
      await ask();
      if (!isCovered() && left() && left() <= WARNED) {
        say();
        open(nearly);
      }
    }
    if (nearly.open) say();
    plan();
  };
  function plan() {
    clearTimeout(timer);
    if (isCovered()) return;
    const wait = nearly.open || left() <= WARNED ? 1000 : (left() - WARNED) * 1000;
    timer = setTimeout(tick, Math.min(wait, LONGEST));
  }

  nearly.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    nearly.close();
    extend();
  });
  // Escape says that somebody is there.
  nearly.addEventListener("cancel", extend);
  for (const dialog of [over, other]) dialog.addEventListener("cancel", (event) => event.preventDefault());

  document.addEventListener("input", (event) => {
    if (holder.contains(event.target)) return;
    const form = event.target.closest("form");
    if (form?.method === "post") changed = form;
    if (Date.now() - told > TOLD && !isCovered()) extend();
  });
  document.addEventListener("submit", (event) => {
    if (event.target === changed) changed = null;
  });
  over.querySelector("[data-send]").addEventListener("click", () => changed?.submit());

  /* What htmx fetched may have made it longer. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const seconds = event.detail.xhr?.getResponseHeader(HEADER);
    if (seconds) lasts(Number(seconds));
  });
  /* A device that slept has not counted. */
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) tick();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) ask();
  });

  /* In another tab somebody left, or acts for another now: then this page is about whom it should not be about. */
  const others = new BroadcastChannel("sessie");
  others.postMessage(holder.dataset.mark);
  others.onmessage = ({ data }) => {
    if (data !== holder.dataset.mark && !isCovered()) open(other);
  };

  // What this says in time, the page need not say at all times.
  document.getElementById("sessie-tekst").hidden = true;
  lasts(Number(holder.dataset.seconds));
}
