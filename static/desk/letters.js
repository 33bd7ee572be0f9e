/* Deciding on letters by single keys. They can be switched off (WCAG 2.1.4), and never act while somebody types. */

const LETTERS = [...document.querySelectorAll("[data-letter]")];
const box = document.querySelector("[data-letters-keys]");
const choice = document.getElementById("letters-keys");
const KEPT = "letters-keys";

function kept() {
    try {
        return localStorage.getItem(KEPT) !== "off";
    } catch {
        return true; // a browser that keeps nothing
    }
}

function keep(isOn) {
    try {
        localStorage.setItem(KEPT, isOn ? "on" : "off");
    } catch {
        // It goes for this page then.
    }
}

function current() {
    return document.activeElement?.closest("[data-letter]");
}

function go(step) {
    const place = LETTERS.indexOf(current());
    const next = place < 0 ? LETTERS[0] : LETTERS[Math.min(Math.max(place + step, 0), LETTERS.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
}

function reject(letter) {
    const details = letter.querySelector("details");
    if (!details) return;
    details.open = true;
    details.querySelector("input").focus();
}

const KEYS = {
    j: () => go(1),
    k: () => go(-1),
    a: () => current()?.querySelector(".letter-approve")?.click(),
    u: () => current()?.querySelector(".letter-undo")?.click(),
    o: () => current()?.querySelector(".letter-open")?.click(),
    x: () => current()?.querySelector("h2 input")?.click(),
    r: () => current() && reject(current()),
};

const MOVING = ["j", "k"];

function isTyping(element) {
    return element.matches("textarea, select, input:not([type=checkbox]), [contenteditable]");
}

/* The key by its place where the letter is of another script: an Arabic keyboard has J where a Latin one has it. */
function named(event) {
    const key = event.key.toLowerCase();
    return key in KEYS ? key : event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
}

function pressed(event) {
    if (!choice.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target)) return;
    const key = named(event);
    if (!(key in KEYS)) return;
    event.preventDefault();
    if (event.repeat && !MOVING.includes(key)) return; // a key held down decides on one letter
    KEYS[key]();
}

if (box && LETTERS.length) {
    box.hidden = false;
    choice.checked = kept();
    choice.addEventListener("change", () => keep(choice.checked));
    document.addEventListener("keydown", pressed);
    if (location.hash === "#decided") LETTERS[0].focus(); // no element has this id: the browser moves no focus of its own
}
