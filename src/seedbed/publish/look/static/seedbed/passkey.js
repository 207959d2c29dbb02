// Asks the browser for a passkey and sends what it signed with the form. It speaks to nobody else.
// Only the pages with a form marked data-passkey load it; all else works without any script.
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  const asked = document.getElementById("passkey-asked");
  if (!form || !asked || !window.PublicKeyCredential) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  const text = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  // The page holds text where the browser wants bytes.
  const readied = (options) => {
    const ready = { ...options, challenge: bytes(options.challenge) };
    if (options.user) ready.user = { ...options.user, id: bytes(options.user.id) };
    for (const keys of ["allowCredentials", "excludeCredentials"]) {
      if (options[keys]) ready[keys] = options[keys].map((key) => ({ ...key, id: bytes(key.id) }));
    }
    return ready;
  };

  // And the form holds text where the browser gives bytes.
  const answer = (key) => {
    const response = {};
    const parts =
      ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    for (const part of parts) {
      if (key.response[part]) response[part] = text(key.response[part]);
    }
    return {
      id: key.id,
      rawId: text(key.rawId),
      type: key.type,
      response,
      clientExtensionResults: key.getClientExtensionResults(),
    };
  };

  // The words for what went wrong stand in the page, where they can be translated.
  const say = (wrong) => {
    const words = [...document.querySelectorAll("[data-passkey-wrong]")];
    const fitting = words.find((one) => one.dataset.passkeyWrong === wrong);
    for (const one of words) one.hidden = true;
    if (wrong) (fitting || words[words.length - 1]).hidden = false;
  };

  let waiting = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    say("");
    try {
      const publicKey = readied(JSON.parse(asked.textContent).publicKey);
      const key =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey })
          : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = JSON.stringify(answer(key));
      form.submit();
    } catch (wrong) {
      say(wrong.name);
    } finally {
      waiting = false;
    }
  });

  form.hidden = false;
  for (const one of document.querySelectorAll("[data-passkey-off]")) one.hidden = true;
})();
