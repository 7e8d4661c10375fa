/* Listens to the preview for one page. A worker, since the page itself may connect to
   nothing: it is as strict as where it will be published. */
"use strict";

var stream = new EventSource("events" + self.location.search);

stream.onmessage = function (event) { postMessage(JSON.parse(event.data)); };

/* Without an answer it tries again by itself; a refusal means that another run answers. */
stream.onerror = function () {
  if (stream.readyState === EventSource.CLOSED) postMessage({ refused: true });
};
