/* A button that prints the page, beside its title: without this script there would be
   nothing behind it. */
(function () {
  "use strict";

  airbook.onPage(function (page) {
    var place = page.querySelector("[data-print]");
    if (!place || place.firstElementChild) return;
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = "Print";
    button.addEventListener("click", function () { window.print(); });
    place.append(button);
  });
})();
