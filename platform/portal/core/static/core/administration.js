/* The CMS's form for a page changes language by an inline event handler, which the content security policy refuses. */
document.addEventListener("click", (event) => {
  const button = event.target.closest(".language_button[data-admin-url]");
  if (button) {
    window.location.assign(button.dataset.adminUrl);
  }
});
