/* Keeps the board as it is now: asks each 20 seconds while somebody can see it, changes only the rows that differ,
   and lets clocks run down in between. Where the focus is, and what is in view, stays where it is. */

const EVERY = 20_000;
const PATIENCE = 15_000;

const bar = document.getElementById("board-bar");
const root = document.getElementById("board-panels");
const state = document.getElementById("board-state");
const news = document.getElementById("board-news");
const language = document.documentElement.lang;

const served = new WeakMap(); // each row as the server sent it, before its clock began to run
let timer = 0;
let asked = Date.now();
let hasEnded = false;

function remember(element) {
    for (const keyed of [element, ...element.querySelectorAll("[data-key]")]) served.set(keyed, keyed.cloneNode(true));
    return element;
}

/* What stands for the fresh element from now on: the old one, if it says the same or if its own rows can be settled. */
function settled(old, fresh) {
    if (!old || old.tagName !== fresh.tagName) return remember(document.importNode(fresh, true));
    if (served.get(old).isEqualNode(fresh)) return old;
    if (!("keeps" in fresh.dataset)) return remember(document.importNode(fresh, true));
    for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
    settle(old, fresh);
    return old;
}

function settle(old, fresh) {
    const rows = new Map([...old.children].map((child) => [child.dataset.key, child]));
    const wanted = [...fresh.children].map((child) => settled(rows.get(child.dataset.key), child));
    for (const child of [...old.children]) if (!wanted.includes(child)) child.remove();
    let place = old.firstElementChild;
    for (const child of wanted) {
        if (child === place) place = place.nextElementSibling;
        else old.insertBefore(child, place);
    }
    served.set(old, fresh.cloneNode(true));
}

/* The link where the focus was, or the nearest thing to it that is still there. */
function again(focused, panel) {
    if (focused.isConnected) return focused;
    const address = CSS.escape(focused.getAttribute("href") ?? "");
    const inPanel = panel && document.getElementById(panel);
    return inPanel?.querySelector(`a[href="${address}"]`) ?? inPanel?.querySelector("a") ?? root.querySelector(`a[href="${address}"]`);
}

function firstInView() {
    return [...root.querySelectorAll("li[data-key], section")].find((row) => row.getBoundingClientRect().bottom > 0);
}

function show(fresh) {
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    const panel = focused?.closest("section")?.id;
    const seen = focused ?? firstInView();
    const height = seen?.getBoundingClientRect().top;
    const before = counts();

    settle(root, fresh);
    root.dataset.mark = fresh.dataset.mark;

    const now = focused && again(focused, panel);
    if (now && now !== document.activeElement) now.focus({ preventScroll: true });
    const still = now ?? seen;
    if (still?.isConnected) window.scrollBy(0, still.getBoundingClientRect().top - height);
    run();
    tell(before);
}

function counts() {
    return new Map([...root.querySelectorAll("section")].map((panel) => [panel.dataset.key, Number(panel.dataset.count)]));
}

/* Only of what somebody should act on, and only when there is more of it. */
function tell(before) {
    const grown = ["waiting", "trouble"]
        .map((key) => document.getElementById(`panel-${key}`))
        .filter((panel) => panel && Number(panel.dataset.count) > (before.get(panel.dataset.key) ?? 0));
    if (grown.length) news.textContent = grown.map((panel) => `${panel.dataset.title}: ${panel.dataset.count}`).join(" · ");
}

// --- asking

async function ask() {
    clearTimeout(timer);
    asked = Date.now();
    try {
        const response = await fetch(bar.dataset.address, {
            headers: { "If-None-Match": root.dataset.mark },
            cache: "no-store",
            redirect: "manual",
            signal: AbortSignal.timeout(PATIENCE),
        });
        if (response.type === "opaqueredirect" || [401, 403, 404].includes(response.status)) return end();
        if (response.status !== 304) {
            if (!response.ok) throw new Error(String(response.status));
            const page = new DOMParser().parseFromString(await response.text(), "text/html");
            const fresh = page.getElementById("board-panels");
            if (!fresh) return end();
            show(fresh);
        }
        say(asOf(response), false);
    } catch {
        say(bar.dataset.away, true);
    }
    wait();
}

function asOf(response) {
    const at = new Date(response.headers.get("Date") ?? Date.now());
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: bar.dataset.zone, timeStyle: "medium" });
    return `${bar.dataset.fresh} ${clock.format(at)}`;
}

function say(words, isWorrying) {
    if (isWorrying && state.textContent !== words) news.textContent = words;
    state.textContent = words;
    state.classList.toggle("worrying", isWorrying);
}

function end() {
    hasEnded = true;
    say(bar.dataset.ended, true);
    document.getElementById("board-sign-in").hidden = false;
}

function wait() {
    clearTimeout(timer);
    if (!document.hidden && !hasEnded) timer = setTimeout(ask, Math.max(0, asked + EVERY - Date.now()));
}

// --- clocks

function number(value, unit) {
    return new Intl.NumberFormat(`${language}-u-nu-latn`, { style: "unit", unit, unitDisplay: "long" }).format(value);
}

function left(seconds) {
    const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
    if (days) return `${number(days, "day")} ${number(hours, "hour")}`;
    return [hours, minutes, seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

function run() {
    for (const clock of root.querySelectorAll("[data-until]")) {
        const seconds = Math.round((new Date(clock.dataset.until) - Date.now()) / 1000);
        const words = seconds > 0 ? bar.dataset.left.replace("{left}", left(seconds)) : bar.dataset.now;
        if (clock.textContent !== words) clock.textContent = words;
    }
}

if (bar && root) {
    remember(root);
    run();
    setInterval(() => document.hidden || run(), 1000);
    document.addEventListener("visibilitychange", wait);
    window.addEventListener("online", () => hasEnded || ask());
    document.getElementById("board-refresh").addEventListener("click", (event) => {
        if (hasEnded) return;
        event.preventDefault();
        ask();
    });
    wait();
}
