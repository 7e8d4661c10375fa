/* Opens an encrypted book in the browser. The format is written down in Airbook's page "The
   encrypted site, format 1". Everything is read as data from files like
   `airbookFile("NAME","BASE64");`, since a browser fetches nothing from `file://`. Whatever is
   missing, changed or of another copy ends all: no half page is ever shown. */
(function () {
  "use strict";

  var ROUNDS = [600000, 10000000];
  var SIZES = [65536, 262144, 1048576, 4194304];
  var KEPT = 8 * 3600000;
  var SHARDS_HELD = 24;
  var subtle = window.crypto && crypto.subtle;
  var utf8 = new TextEncoder();
  var header = null, keys = null, manifest = null, kept = false;

  function DamagedError(what) { this.what = what; }

  function need(fits, what) { if (!fits) throw new DamagedError(what); }

  /* Bytes ------------------------------------------------------------------------- */

  function join() {
    var parts = Array.from(arguments).map(function (one) {
      return typeof one === "string" ? utf8.encode(one) : one;
    });
    var all = new Uint8Array(parts.reduce(function (sum, one) { return sum + one.length; }, 0));
    parts.reduce(function (at, one) { all.set(one, at); return at + one.length; }, 0);
    return all;
  }

  function hex(bytes) {
    return Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  function unhex(text, size) {
    need(typeof text === "string" && text.length === 2 * size && /^[0-9a-f]*$/.test(text), "h");
    return Uint8Array.from(text.match(/../g), function (pair) { return parseInt(pair, 16); });
  }

  function fromBase64(text) {
    var binary = atob(text);
    need(btoa(binary) === text, "base64");
    var bytes = new Uint8Array(binary.length);
    for (var at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
    return bytes;
  }

  function inflate(data) {
    var stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer().then(function (all) { return new Uint8Array(all); });
  }

  /* Files ------------------------------------------------------------------------- */

  var came = {};
  window.airbookFile = function (name, text) {
    var script = document.currentScript;
    if (script && script.dataset.name === name) came[name] = text;
  };

  function run(src, name) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = src;
      script.dataset.name = name;
      script.onload = function () { script.remove(); resolve(); };
      script.onerror = function () { script.remove(); reject(new DamagedError(src)); };
      document.head.append(script);
    });
  }

  function content(name, src) {
    return run(src, name).then(function () {
      var text = came[name];
      delete came[name];
      need(typeof text === "string", src);
      return fromBase64(text);
    });
  }

  /* Keys -------------------------------------------------------------------------- */

  function hkdf(info, salt) {
    return { name: "HKDF", hash: "SHA-256", salt: salt || new Uint8Array(0), info: utf8.encode(info) };
  }

  function importHkdf(bits) {
    return subtle.importKey("raw", bits, "HKDF", false, ["deriveKey", "deriveBits"]);
  }

  function hmacKey(master, role) {
    var kind = { name: "HMAC", hash: "SHA-256", length: 256 };
    return subtle.deriveKey(hkdf("airbook/1/" + role), master, kind, false, ["sign", "verify"]);
  }

  function wrapping(passphrase, salt, rounds) {
    var text = utf8.encode(passphrase.normalize("NFKC").trim());
    return subtle.importKey("raw", text, "PBKDF2", false, ["deriveKey"]).then(function (key) {
      var way = { name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: rounds };
      return subtle.deriveKey(way, key, { name: "AES-GCM", length: 256 }, false, ["unwrapKey"]);
    });
  }

  /* The master key that a passphrase opens; null where it opens no slot. */
  function unwrap(passphrase) {
    var salt = unhex(header.salt, 32);
    return wrapping(passphrase, salt, header.rounds).then(function (key) {
      return Promise.all(header.slots.map(function (slot, number) {
        var sealed = unhex(slot, 60);
        var aad = join("airbook/1/slot/" + number + "/" + header.rounds + "/", salt);
        var way = { name: "AES-GCM", iv: sealed.slice(0, 12), additionalData: aad };
        return subtle.unwrapKey("raw", sealed.slice(12), key, way, "HKDF", false,
          ["deriveKey", "deriveBits"]).catch(function () { return null; });
      }));
    }).then(function (all) { return all.find(Boolean) || null; });
  }

  /* The keys of each role, where the header is what the master key's owner wrote. */
  function roles(master) {
    return Promise.all([
      subtle.deriveBits(hkdf("airbook/1/book"), master, 256),
      subtle.deriveBits(hkdf("airbook/1/content"), master, 256).then(importHkdf),
      hmacKey(master, "routes"), hmacKey(master, "digest"), hmacKey(master, "commitment")
    ]).then(function (all) {
      need(hex(new Uint8Array(all[0], 0, 16)) === header.book, "h.js");
      return subtle.verify("HMAC", all[4], header.commitment, header.bytes).then(function (fits) {
        need(fits, "h.js");
        return { content: all[1], routes: all[2], digest: all[3] };
      });
    });
  }

  /* Data -------------------------------------------------------------------------- */

  function readHeader() {
    var fresh = location.protocol === "file:" ? "" : "?" + Date.now();
    return content("h", "h.js" + fresh).then(function (bytes) {
      var outer = JSON.parse(new TextDecoder().decode(bytes));
      var found = JSON.parse(outer.public);
      need(found.format === 1, "h.js");
      need(Number.isInteger(found.rounds) && found.rounds >= ROUNDS[0] && found.rounds <= ROUNDS[1], "h.js");
      need(Number.isInteger(found.generation) && found.slots.length === 8, "h.js");
      found.bytes = utf8.encode(outer.public);
      found.commitment = unhex(outer.commitment, 32);
      return found;
    });
  }

  /* Decrypt a data file: what it holds, decompressed; null where it only fills up. */
  function open(hash, role) {
    var name = hash.slice(0, 32), src = "d/" + name + ".js", own = keys;
    var bytes, digest, plain;
    return content(name, src).then(function (all) {
      bytes = all;
      need(SIZES.includes(bytes.length), src);
      return subtle.digest("SHA-256", bytes);
    }).then(function (found) {
      need(hex(new Uint8Array(found)) === hash, src);
      digest = bytes.slice(0, 32);
      return subtle.deriveKey(hkdf("airbook/1/file", digest), own.content,
        { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    }).then(function (key) {
      var aad = join("airbook/1/" + role + "/" + header.book + "/", digest);
      var way = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: aad };
      return subtle.decrypt(way, key, bytes.slice(32));
    }).then(function (all) {
      plain = new Uint8Array(all);
      return subtle.verify("HMAC", own.digest, digest, join(role, new Uint8Array(1), plain));
    }).then(function (fits) {
      var length = new DataView(plain.buffer).getUint32(16);
      need(fits && length <= plain.length - 20, src);
      return length ? inflate(plain.slice(20, 20 + length)) : null;
    });
  }

  function readManifest() {
    return Promise.all(header.manifest.map(function (hash) { return open(hash, "manifest"); }))
      .then(function (parts) {
        var found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(join.apply(null, parts)));
        need(found.format === 1 && found.generation === header.generation, "manifest");
        found.files = new Map(Object.entries(found.files));
        need(found.files.has(found.start), "manifest");
        return found;
      });
  }

  var shards = new Map();  // by number, the one that was used last at the end

  function pieces(data) {
    var view = new DataView(data.buffer), found = new Map();
    var count = view.getUint32(0), at = 4 + 24 * count;
    for (var entry = 4; entry < 4 + 24 * count; entry += 24) {
      var length = view.getUint32(entry + 20);
      found.set(hex(data.subarray(entry, entry + 16)) + view.getUint32(entry + 16), data.subarray(at, at + length));
      at += length;
    }
    need(at === data.length, "shard");
    return found;
  }

  function shard(number) {
    var found = shards.get(number);
    if (!found) found = open(manifest.shards[number], "shard").then(pieces);
    shards.delete(number);
    shards.set(number, found);
    if (shards.size > SHARDS_HELD) shards.delete(shards.keys().next().value);
    return found;
  }

  /* The bytes of a file of the plain site, by its path. */
  function bytes(path) {
    var parts = manifest.files.get(path);
    if (!parts) return Promise.reject(new Error("there is no " + path));
    return idOf(path).then(function (id) {
      return Promise.all(parts.map(function (number, part) {
        return shard(number).then(function (all) {
          need(all.has(id + part), path);
          return all.get(id + part);
        });
      }));
    }).then(function (all) { return all.length === 1 ? all[0] : join.apply(null, all); })
      .catch(damaged);
  }

  function text(path) {
    return bytes(path).then(function (all) { return new TextDecoder().decode(all); });
  }

  var ids = new Map();

  /* The first bytes of the HMAC of a path, or of a place on it, in hex: what addresses show. */
  function opaque(text, size) {
    if (!ids.has(text)) {
      ids.set(text, subtle.sign("HMAC", keys.routes, utf8.encode(text)).then(function (all) {
        return hex(new Uint8Array(all, 0, size));
      }));
    }
    return ids.get(text);
  }

  function idOf(path) { return opaque(path, 16); }

  /* Locking ----------------------------------------------------------------------- */

  var box = document.querySelector(".lockbox");
  var form = box.querySelector("form"), said = box.querySelector(".said");
  var input = form.querySelector("#passphrase"), keep = form.querySelector(".keep");

  function say(text, wrong) {
    said.textContent = text;
    said.classList.toggle("wrong", Boolean(wrong));
  }

  function forget() {
    keys = manifest = null;
    shards.clear();
    ids.clear();
  }

  function lock() {
    forget();
    document.body.replaceChildren();
    store("readwrite", function (all) { return all.clear(); }).then(reload, reload);
  }

  function reload() { location.reload(); }

  function damaged(error) {
    if (!(error instanceof DamagedError) && keys === null) return new Promise(function () {});
    forget();
    document.body.className = "locked";
    document.body.replaceChildren(box);
    form.hidden = true;
    box.querySelector("h1").textContent = "This copy is damaged or was changed";
    say("Nothing of it is shown. If your connection broke, load the page again. Else ask its " +
      "owner to publish it anew, or copy all of it again.", true);
    return new Promise(function () {});  // whoever waits for a page waits for ever
  }

  /* A key that cannot be read out, in the browser's own store; only where one asked for it. */
  function store(mode, work) {
    return new Promise(function (resolve, reject) {
      var asked = indexedDB.open("airbook", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("keys"); };
      asked.onerror = reject;
      asked.onsuccess = function () {
        var done = work(asked.result.transaction("keys", mode).objectStore("keys"));
        done.onsuccess = function () { asked.result.close(); resolve(done.result); };
        done.onerror = reject;
      };
    });
  }

  function keptKey() {
    if (location.protocol === "file:") return Promise.resolve(null);
    return store("readonly", function (all) { return all.get(header.book); }).then(function (found) {
      return found && found.until > Date.now() ? found.key : null;
    }, function () { return null; });
  }

  function keepKey(key) {
    var entry = { key: key, until: Date.now() + KEPT };
    return store("readwrite", function (all) { return all.put(entry, header.book); }).catch(function () {});
  }

  function enter(master) {
    return roles(master).then(function (found) {
      keys = found;
      return readManifest();
    }).then(function (found) {
      manifest = found;
      window.airbookSite = {
        bytes: bytes, text: text, opaque: opaque, lock: lock, start: found.start,
        paths: Array.from(found.files.keys()), has: found.files.has.bind(found.files),
        book: header.book, generation: header.generation, kept: kept
      };
      addEventListener("pagehide", function () { document.body.replaceChildren(); forget(); });
      addEventListener("pageshow", function (event) { if (event.persisted) reload(); });
      return run(document.body.dataset.ui, "ui");
    }).catch(damaged);
  }

  function submitted(event) {
    event.preventDefault();
    form.querySelector("[type=submit]").disabled = true;
    say("Opening …");
    unwrap(input.value).then(function (master) {
      form.querySelector("[type=submit]").disabled = false;
      if (!master) {
        say("That is not the passphrase.", true);
        input.select();
        return;
      }
      input.value = "";
      kept = keep.querySelector("input").checked;
      return (kept ? keepKey(master) : Promise.resolve()).then(function () { return enter(master); });
    }).catch(damaged);
  }

  function ask() {
    form.hidden = false;
    keep.hidden = location.protocol === "file:";
    form.addEventListener("submit", submitted);
    form.querySelector(".show").addEventListener("click", function (event) {
      var shown = input.type === "text";
      input.type = shown ? "password" : "text";
      event.target.setAttribute("aria-pressed", String(!shown));
    });
    input.focus();
  }

  if (!subtle || !window.DecompressionStream) {
    say(window.isSecureContext ? "This browser is too old to open it; use a newer one."
      : "Browsers decrypt only where an address begins with https:// or is on this machine. Open " +
        "the site by https, or copy its folder to your disk and open index.html there.", true);
    return;
  }
  readHeader().then(function (found) {
    header = found;
    return keptKey();
  }).then(function (master) {
    if (!master) { ask(); return; }
    kept = true;
    return enter(master);
  }).catch(function () { damaged(new DamagedError("h.js")); });
})();
