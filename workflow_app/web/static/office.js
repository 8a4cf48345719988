// Small help beside pages that work without it: one press sends once, menus close, a question before the irreversible.
document.addEventListener("submit", function (event) {
  var question = event.submitter && event.submitter.dataset.ask;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  // A form that opens a file leaves its page where it was, so it may be sent again.
  if (event.target.method === "post" && !("again" in event.target.dataset)) {
    event.target.dataset.sent = "yes";
  }
});
window.addEventListener("pageshow", function () {
  document.querySelectorAll("form[data-sent]").forEach(function (form) {
    delete form.dataset.sent;
  });
});
document.addEventListener("click", function (event) {
  var pressed = event.target.closest("[data-print]");
  if (pressed) {
    window.print();
  }
  document.querySelectorAll("details.account[open]").forEach(function (menu) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
});
