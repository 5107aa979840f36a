// Search, filters, CSV of rows; pages are whole without.
(() => {
const d = document, root = d.currentScript.src.replace(/[^/]*$/, "");
const make = (tag, values) => Object.assign(d.createElement(tag), values);
const fold = (text) => text.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase().trim();
const later = (work, timer) => () => { clearTimeout(timer); timer = setTimeout(work, 80); };
d.documentElement.className = "js";

const folded = (entries) => entries.map((entry) => {
	const names = entry.slice(1).map(fold).flatMap((name) => [name, name.replace(/^(opera\w+|the) /, "")]);
	return { entry, names, all: names.join() };
});
// the whole name, its beginning, that of a word, anywhere, all words; then index order
const find = (index, query) => {
	const words = query.split(" "), ranks = [[], [], [], [], []];
	const holds = (text) => words.every((word) => text.includes(word));
	const rank = (name) => {
		const at = name.indexOf(query);
		return name === query ? 0 : !at ? 1 : at > 0 ? name[at - 1] === " " ? 2 : 3 : holds(name) ? 4 : 5;
	};
	for (const { entry, all, names } of index) if (holds(all)) ranks[Math.min(...names.map(rank))]?.push(entry);
	return ranks.flat().slice(0, 8);
};
globalThis.ocse = { fold, folded, find };

const search = (header) => {
	const form = make("form", { id: "find", innerHTML: "<label for=q>Search</label><input id=q role=combobox aria-expanded=false " +
		"aria-controls=hits aria-autocomplete=list autocomplete=off spellcheck=false><ul id=hits role=listbox aria-label=Results hidden></ul><output></output>" });
	header.append(form);
	const [, input, list, said] = form.children;
	let index, hits = [], at = -1;
	const mark = (n) => {
		at = n;
		[...list.children].forEach((item, k) => item.ariaSelected = k === n);
		input.setAttribute("aria-activedescendant", n < 0 ? "" : "hit" + n);
	};
	const open = (is) => { list.hidden = !is; input.ariaExpanded = is; said.value = ""; mark(-1); };
	const go = ([kind, id]) => location.href = `${root}${kind.replace(/y$/, "ie")}s/${id}.html`;
	const show = () => {
		const query = fold(input.value);
		hits = query && index ? find(index, query) : [];
		list.replaceChildren(...hits.map((entry, n) => {
			const item = make("li", { id: "hit" + n, role: "option", onclick: () => go(entry) });
			const alias = fold(entry[2]).includes(query) ? "" : entry.slice(3).find((name) => fold(name).includes(query));
			item.append(entry[2], " · ", make("small", { textContent: alias ? `${entry[0]}, ${alias}` : entry[0] }));
			return item;
		}));
		open(hits.length > 0);
		said.value = query && index && !hits.length ? "No name matches" : "";
	};
	input.onfocus = () => {
		input.onfocus = null;
		d.head.append(make("script", { src: root + "search.js", onload: () => { index = folded(OCSE_SEARCH); show(); } }));
	};
	input.oninput = later(show);
	input.onblur = () => open(false);
	list.onmousedown = () => false;
	input.onkeydown = (e) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[e.key], n = hits.length;
		if (e.key === "Escape") open(false);
		if (!step || !n) return;
		e.preventDefault();
		const next = (Math.max(at, step < 0 ? 0 : -1) + step + n) % n;
		open(true);
		mark(next);
	};
	form.onsubmit = () => { if (hits.length) go(hits[Math.max(at, 0)]); return false; };
};

const filter = (form) => {
	const { columns, facets, rows } = OCSE_ROWS, fields = form.elements, kinds = Object.keys(facets), width = columns.length;
	const lines = d.querySelectorAll("tbody tr"), names = rows.map((row) => fold(row[1] + " " + row.at(-1)));
	kinds.forEach((kind) => fields[kind].append(...facets[kind].map(([code, label]) => new Option(label, code))));
	let shown = rows;
	const apply = () => {
		const v = Object.fromEntries([...new FormData(form)].filter(([, value]) => value)), name = fold(v.name ?? "");
		const codes = kinds.map((kind) => facets[kind].findIndex(([code]) => code === v[kind]));
		shown = rows.filter((row, n) => {
			const keep = names[n].includes(name) && (!v.reach || row[4] === v.reach) && (!v.kind || row[3] === v.kind) &&
				(!v.from || row[2] >= v.from) && (!v.to || row[2] && row[2] <= v.to) && (!v.contested || row[width]) &&
				kinds.every((kind, k) => !v[kind] || row[width + 1 + k].includes(codes[k]));
			lines[n].toggleAttribute("hidden", !keep);
			return keep;
		});
		fields.shown.value = `${shown.length} of ${rows.length} operations`;
		fields.csv.textContent = `Download CSV (${shown.length} rows)`;
		history.replaceState(null, "", "#" + new URLSearchParams(v));
	};
	const restore = () => {
		for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
			if (name === "contested") fields[name].checked = true;
			else if (fields[name]) fields[name].value = value;
			else return;
		}
		apply();
	};
	const cell = (value) => /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
	fields.csv.onclick = () => {
		const text = [columns, ...shown].map((row) => row.slice(0, width).map(cell).join() + "\n").join("");
		make("a", { href: URL.createObjectURL(new Blob([text])), download: "operations.csv" }).click();
	};
	form.oninput = later(apply);
	form.onreset = () => setTimeout(apply);
	form.onsubmit = () => false;
	onhashchange = restore;
	if (location.hash.includes("=")) restore();
};

d.addEventListener("DOMContentLoaded", () => {
	search(d.querySelector("header"));
	if (d.forms.filters) filter(d.forms.filters);
});
})();
