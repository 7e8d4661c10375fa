/* Buttons beside a message that somebody has opened: one copies it, one opens it in the
   mail program. Without this script there is the text to select. */
(function () {
  "use strict";

  /* From a folder some browsers give no clipboard, but copy what is selected. */
  function copySelected(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    field.className = "unseen";
    document.body.append(field);
    var before = document.activeElement;
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    before.focus();
    if (!done) throw new Error("nothing was copied");
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      copySelected(text);
    }
  }

  function select(place) {
    getSelection().selectAllChildren(place);
  }

  function mailto(letter, text) {
    var body = encodeURIComponent(text.replace(/\n/g, "\r\n"));
    var to = encodeURIComponent(letter.dataset.to).replace("%40", "@");
    return "mailto:" + to + "?subject=" + encodeURIComponent(letter.dataset.subject) + "&body=" + body;
  }

  function prepare(letter) {
    if (letter.querySelector("button")) return;
    var place = letter.querySelector(".text");
    var text = place.textContent;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "action";
    button.textContent = "Copy";
    var link = document.createElement("a");
    link.className = "action";
    link.href = mailto(letter, text);
    link.textContent = "Open in mail";
    var said = document.createElement("span");
    said.setAttribute("role", "status");
    said.className = "meta";
    button.addEventListener("click", function () {
      said.textContent = "";
      copy(text).then(function () {
        said.textContent = "Copied";
      }, function () {
        select(place);
        said.textContent = "Selected: copy it with the keyboard";
      });
    });
    var ways = document.createElement("p");
    ways.className = "ways";
    ways.append(button, link, said);
    letter.append(ways);
  }

  airbook.give("static/drafts.js", { prepare: prepare });
})();
