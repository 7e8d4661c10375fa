/* Puts every follow-up into the group of the reader's own day, so that a site that was
   built last week is not wrong today. The rules are those of generator/derive/grouping.py;
   one table of cases, tests/cases/groups.json, holds the two together. Without this script
   every page stays true as of the day it was built. */
(function () {
  "use strict";

  /* Days are compared as texts: 2026-03-02. */
  function days(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
  }

  function readersDay() {
    var now = new Date();
    var parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    return parts.map(function (part) { return String(part).padStart(2, "0"); }).join("-");
  }

  function groupOn(item, day) {
    if (item.starts && day < item.starts) return "not-yet";
    if (item.ends && day > item.ends) return "ended";
    if (item.snoozed && day < item.snoozed) return "snoozed";
    if (item.stale && day >= item.stale) return "stale";
    if (!item.due) return "no-date";
    if (item.late && day >= item.late) return "overdue";
    if (day >= item.due) return "today";
    return days(day, item.due) <= 7 ? "this-week" : "later";
  }

  var QUIET = ["snoozed", "stale"];

  /* What is quiet last; else dated promises first, then by how late it is for its delay, then as the build says. */
  function order(day) {
    function lateness(item) {
      return item.due ? days(item.due, day) / Number(item.delay) : -Infinity;
    }
    return function (one, other) {
      var a = one.dataset, b = other.dataset;
      var first = QUIET.includes(groupOn(a, day));
      if (first !== QUIET.includes(groupOn(b, day))) return first ? 1 : -1;
      if (a.promise !== b.promise) return a.promise ? -1 : 1;
      var late = lateness(a), later = lateness(b);
      if (late !== later) return later - late;
      return Number(a.rank) - Number(b.rank);
    };
  }

  var TONES = { overdue: "late", today: "today", "this-week": "soon", later: "soon" };

  function says(item, group, day) {
    if (group === "snoozed") return "snoozed until " + item.until;
    if (!item.due) return "no date";
    var late = days(item.due, day);
    if (group === "overdue") return late === 1 ? "1 day late" : late + " days late";
    if (group === "today") return late === 0 ? "today" : "since " + item.when;
    return (group === "stale" ? "since " : "due ") + item.when;
  }

  function mark(item, group, day) {
    var chip = item.querySelector(".chip");
    item.dataset.group = group;
    chip.className = "chip " + (TONES[group] || "");
    chip.textContent = says(item.dataset, group, day);
  }

  function regroup(agenda, day) {
    var lists = Array.from(agenda.querySelectorAll("[data-accepts]"));
    var items = Array.from(agenda.querySelectorAll(".due"));
    var waiting = agenda.querySelector(".waiting") || document.createElement("ol");
    items.sort(order(day)).forEach(function (item) {
      var group = groupOn(item.dataset, day);
      var home = lists.find(function (list) {
        return list.dataset.accepts.split(" ").includes(group);
      });
      mark(item, group, day);
      (home || waiting).append(item);
    });
    lists.forEach(function (list) {
      var frame = list.closest("[data-list]");
      var count = frame.querySelector(".count");
      frame.hidden = !list.children.length;
      if (count) count.textContent = list.children.length + Number(list.dataset.more);
    });
    var empty = agenda.querySelector("[data-empty]");
    var any = lists.some(function (list) { return list.children.length > 0; });
    if (empty) empty.hidden = any;
  }

  /* The first page names the day and counts what is due on it. */
  function renew(agenda, day) {
    var title = document.querySelector("[data-today]");
    var counts = document.querySelector("[data-counts]");
    if (!title || day === agenda.dataset.built) return;
    var on = new Date(day + "T12:00:00");
    var month = on.toLocaleDateString("en", { month: "long" });
    var first = "monthFirst" in title.dataset;
    title.textContent = on.toLocaleDateString("en", { weekday: "long" }) + ", " +
      (first ? month + " " + on.getDate() : on.getDate() + " " + month);
    if (!counts) return;
    function count(group) {
      return agenda.querySelectorAll('[data-accepts] > [data-group="' + group + '"]').length;
    }
    counts.textContent = count("overdue") + " late, " + count("today") + " for today.";
    counts.hidden = "partial" in counts.dataset;
  }

  airbook.onPage(function (page) {
    page.querySelectorAll("[data-agenda]:not([data-pinned])").forEach(function (agenda) {
      var built = agenda.dataset.built || "";
      var today = readersDay();
      var day = today < built ? built : today;
      regroup(agenda, day);
      renew(agenda, day);
      page.querySelectorAll("[data-as-of]").forEach(function (line) { line.hidden = true; });
      page.querySelectorAll("[data-last]").forEach(function (meeting) {
        meeting.hidden = meeting.dataset.last < day;
      });
    });
  });
})();
