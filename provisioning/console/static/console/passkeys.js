// Asks the browser for a passkey and sends its answer with the form. Without this file, or in a browser that knows no
// passkeys, the button stays hidden and the code is there.
const known = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

const ask = async (form) => {
  const options = JSON.parse(form.dataset.passkeyOptions);
  const found =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.passkey.value = JSON.stringify(found.toJSON());
  form.submit();
};

for (const form of known ? document.querySelectorAll("form[data-passkey]") : []) {
  form.querySelectorAll("[data-passkey-part]").forEach((part) => (part.hidden = false));
  form.addEventListener("submit", async (event) => {
    if (!event.submitter?.hasAttribute("data-passkey-button")) return;
    event.preventDefault();
    const trouble = form.querySelector("[data-passkey-trouble]");
    trouble.hidden = true;
    try {
      await ask(form);
    } catch {
      trouble.hidden = false; // cancelled, timed out, or none that fits
    }
  });
}
