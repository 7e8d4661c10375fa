/* Files on standard input as JSON, name and text; what two programs read in each. */
"use strict";
const tree = { paths: [process.argv[2]] };
const ICAL = require(require.resolve("ical.js", tree));
const nodeIcal = require(require.resolve("node-ical", tree));
const lib = ICAL.default || ICAL;

function digits(time) {
  const text = time.toString();
  return time.isDate ? text : text.slice(0, 16).replace("T", " ") + (time.zone === lib.Timezone.utcTimezone ? "Z" : "");
}

function ofIcalJs(text) {
  const parsed = lib.parse(text);
  if (parsed[0] !== "vcalendar") {
    return (parsed[0] === "vcard" ? [parsed] : parsed).map(function (card) {
      return card[1].map(function (line) { return [line[0], ...line.slice(3)]; });
    });
  }
  const all = new lib.Component(parsed);
  return [...all.getAllSubcomponents("vevent"), ...all.getAllSubcomponents("vtodo")].map(function (one) {
    const begins = one.getFirstPropertyValue("dtstart") || one.getFirstPropertyValue("due");
    return [one.getFirstPropertyValue("uid"), begins ? digits(begins) : "",
      one.getFirstPropertyValue("summary"), one.getFirstPropertyValue("description") || ""];
  });
}

function dayOf(date) {
  const two = (number) => String(number).padStart(2, "0");
  if (!date) return "";
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  if (date.dateOnly) return day;
  return date.toISOString().slice(0, 16).replace("T", " ") + "Z";
}

function ofNodeIcal(text) {
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter((one) => one.type === "VEVENT" || one.type === "VTODO")
    .map((one) => [one.uid, dayOf(one.start || one.due), one.summary || "", one.description || ""]);
}

const files = JSON.parse(require("fs").readFileSync(0, "utf8"));
const found = {};
for (const [name, text] of Object.entries(files)) {
  found[name] = { icaljs: ofIcalJs(text), nodeical: text.startsWith("BEGIN:VCAL") ? ofNodeIcal(text) : null };
}
process.stdout.write(JSON.stringify(found));
