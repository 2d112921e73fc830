// Opens pages in Chromium and checks what a reader relies on. node open_report.mjs CHROMIUM NODE_MODULES PAGE...
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [chromiumPath, modules, ...pages] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, 'x.js'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const faults = [];
const kPatience = 240000; // ms: a busy machine is no fault of the page
const check = (good, ...words) => { if (!good) faults.push(words.join(' ')); };

const browser = await chromium.launch({
  executablePath: chromiumPath, headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

async function open(file, settings) {
  const context = await browser.newContext(Object.assign({ acceptDownloads: true }, settings));
  const page = await context.newPage();
  page.setDefaultTimeout(kPatience);
  const url = pathToFileURL(path.resolve(file)).href;
  page.on('console', (message) => {
    const ours = /willReadFrequently/.test(message.text()); // drawn() reads pixels, the page does not
    if (['error', 'warning'].includes(message.type()) && !ours) faults.push(file + ': console: ' + message.text());
  });
  page.on('pageerror', (error) => faults.push(file + ': ' + error.message));
  page.on('request', (request) => {
    const asked = request.url();
    if (asked.split('#')[0] !== url && !/^(data|blob):/.test(asked)) faults.push(file + ': asks for ' + asked);
  });
  await page.goto(url);
  return page;
}

async function accessible(page, what) {
  await page.evaluate(axe + '\n;undefined');
  const result = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
  for (const violation of result.violations)
    check(false, what + ': axe', violation.id, violation.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | '));
  check(result.passes.length > 10, what, 'axe looked at little:', result.passes.length);
}

// A chart that draws nothing has one colour at most.
async function drawn(page, what, least = 20) {
  const charts = await page.evaluate(() => {
    const all = [...document.querySelectorAll('canvas')];
    return { marked: Number(document.documentElement.dataset.drawn), blank: all.filter((canvas) => {
      const pixels = new Uint32Array(
        canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      return new Set(pixels).size < 8;
    }).map((canvas) => canvas.getAttribute('aria-label')), all: all.length,
    silent: all.filter((c) => !document.getElementById(c.getAttribute('aria-describedby'))?.textContent.trim())
      .map((c) => c.getAttribute('aria-label')) };
  });
  check(charts.all > least && charts.marked === charts.all, what, 'charts drawn:', charts.marked, 'of', charts.all);
  check(charts.blank.length === 0, what, 'blank charts:', charts.blank.join(', '));
  check(charts.silent.length === 0, what, 'charts without a text:', charts.silent.join(', '));
  return charts.all > 0;
}

// Tab goes to everything that can be used.
async function walk(page, what, least) {
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
      .filter((e) => e.checkVisibility());
    all.forEach((e, i) => e.setAttribute('data-walk', i));
    document.activeElement.blur();
    return all.length;
  });
  const reached = new Set();
  for (let i = 0; i < wanted + 50 && reached.size < wanted; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement.getAttribute('data-walk'));
    if (at !== null) reached.add(at);
  }
  check(wanted > least && reached.size === wanted, what, 'keyboard reached', reached.size, 'of', wanted, 'controls');
}

async function keyboard(page, what) {
  await walk(page, what, 40);
  // Enter opens a table of data, Space hides a scenario.
  const summary = page.locator('figure summary').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.locator('figure details table').first().waitFor();
  const box = page.locator('fieldset input').nth(1);
  await box.focus();
  await page.keyboard.press('Space');
  check(!(await box.isChecked()), what, 'Space did not change a choice');
  await page.keyboard.press('Space');
  const sort = page.locator('#territories th button').nth(2);
  await sort.focus();
  await page.keyboard.press('Enter');
  const order = await page.locator('#territories table').first().locator('tbody tr td:nth-child(3)').allTextContents();
  const numbers = order.map((text) => Number(text.replace(/\D/g, '')));
  check(numbers.every((n, i) => i === 0 || n <= numbers[i - 1]), what, 'the table is not sorted:', numbers.join(' '));
}

// A list of territories is searched from the keyboard, without accents or capitals; sorting keeps what was found.
async function search(page, what) {
  const field = page.locator('#territories input[type="search"]');
  const shown = () => page.locator('#territories table').first().locator('tbody tr:visible').count();
  const all = await shown();
  await field.focus();
  await page.keyboard.type('COLMÂR 68');
  check(all > 5 && await shown() === 1, what, 'a search found', await shown(), 'of', all);
  check((await page.textContent('#territories [role="status"]')).includes('COLMÂR 68'), what, 'a search does not say what it found');
  await page.locator('#territories th button').first().press('Enter');
  check(await shown() === 1, what, 'sorting shows what a search had hidden');
  await field.fill('');
  check(await shown() === all, what, 'an empty search hides territories');
}

// The map shows effects and levels; its squares have no number where the sign is uncertain, its list all intervals.
async function map(page, what) {
  const lists = page.locator('#map select');
  const state = () => page.evaluate(() => ({ caption: document.querySelector('#map figcaption').textContent,
    levels: document.querySelectorAll('#map g[class^="m-level"]').length, open: [...document.querySelectorAll('#map svg:not(.key) .m-open')]
      .every((g) => g.querySelectorAll('text')[1].textContent === '?'),
    absent: document.querySelectorAll('#map svg:not(.key) .m-absent').length,
    bare: [...document.querySelectorAll('#map tbody tr')].filter((row) => !/\[.+\]/.test(row.lastChild.textContent)).length }));
  const effect = await state();
  check(effect.open && effect.levels === 0 && effect.bare === 0 && effect.absent === 99, what, 'map:', JSON.stringify(effect));
  await lists.nth(2).selectOption({ index: 1 });
  const level = await state();
  check(level.levels > 2 && level.bare === 0 && level.caption !== effect.caption, what, 'map of levels:', JSON.stringify(level));
  const dates = await lists.nth(3).locator('option').allTextContents();
  check(dates.length > 1 && dates.every((date) => /20\d\d/.test(date)), what, 'dates of the map:', dates.join(', '));
}

// The reader of a study chooses what is drawn.
async function choices(page, what) {
  await walk(page, what, 20);
  const said = () => page.evaluate(() => [...document.querySelectorAll('figure .alternative')].map((p) => p.textContent)
    .join('|') + [...document.querySelectorAll('#maps td, #moves td')].map((td) => td.textContent).join('|'));
  const summary = page.locator('#curves figure summary').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.locator('#curves figure details table').first().waitFor();
  let before = await said();
  for (const list of await page.locator('select').all()) {
    await list.focus();
    const count = await list.locator('option').count();
    await list.selectOption({ index: (Number(await list.inputValue()) + 1) % count });
    const after = await said();
    check(count > 1 && after !== before, what, 'a choice changed nothing:', await list.evaluate((e) => e.labels[0].textContent));
    before = after;
  }
  check(await page.locator('#curves figure details table').count() === 0, what, 'a table of what is shown no more remained');
  check(await page.evaluate(() => document.querySelectorAll('#maps td.heat').length > 3), what, 'a map without colours');
  await drawn(page, what + ' after choices', 2);
}

async function downloads(page, what, language) {
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent('download'),
      page.locator('#fans figure').first().locator('.tools > button', { hasText: name }).click()]);
    return fs.readFileSync(await download.path());
  };
  const text = (await save('CSV')).toString('utf8');
  const rows = text.trim().split('\r\n');
  check(rows.length > 50 && rows.every((row) => row.split(language === 'fr' ? ';' : ',').length === 7), what, 'CSV:',
    rows[0], rows.length);
  check(language === 'fr' ? /\d,\d/.test(text) && !/\d\.\d/.test(text) : /\d\.\d/.test(text), what,
    'CSV numbers:', rows[1]);
  const png = await save('PNG');
  check(png.subarray(1, 4).toString() === 'PNG' && png.length > 5000, what, 'PNG:', png.length);
  fs.writeFileSync(what.replace('.html', '_chart.png'), png);
  const svg = (await save('SVG')).toString('utf8');
  fs.writeFileSync(what.replace('.html', '_chart.svg'), svg);
  // The chart is all there: what a browser paints of the SVG is what it painted on the page, but for smoothing.
  const parts = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    return { fault: parsed.querySelector('parsererror')?.textContent, paths: parsed.querySelectorAll('path').length,
      texts: parsed.querySelectorAll('text').length,
      lines: [...parsed.querySelectorAll('path[fill="none"]')].filter((p) => p.getAttribute('d').split('L').length > 50).length, odd: /NaN|undefined|Infinity/.test(source) };
  }, svg);
  check(!parts.fault && !parts.odd && parts.lines >= 2 && parts.paths > 20 && parts.texts > 8, what, 'SVG:', JSON.stringify(parts));
}

// Sides of A4.
async function pdf(page, file, ending) {
  const to = file.replace('.html', ending);
  await page.pdf({ path: to, preferCSSPageSize: true, printBackground: true });
  return (fs.readFileSync(to, 'latin1').match(/\/Type\s*\/Page[^s]/g) || []).length;
}

// Pixels by which a page is wider than the paper between its margins, which cuts it or makes all of it smaller.
async function beyond_paper(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: Math.floor(186 / 25.4 * 96), height: size.height });
  await page.emulateMedia({ media: 'print' });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(size);
  return beyond;
}

// What is there before anything is opened: an answer that prints on three sides at most, and folded sections.
async function note(page, file, shot) {
  await accessible(page, file + ' note');
  await page.screenshot(shot('note'));
  check(await page.locator('ol.an li').count() >= 3, file, 'fewer than three sentences');
  check(await page.locator('details.fold[open]').count() === 0, file, 'a section is open from the start');
  check(await page.evaluate(() => [...document.querySelectorAll('details.fold')].every((fold) =>
    fold.querySelector('.gist').textContent.trim())), file, 'a folded section without its sentence');
  check(await page.evaluate(() => [...document.querySelectorAll('table.mx td .v, table.bd td')].every((v) =>
    /^[^0-9]*$|^\s*0\s*$/.test(v.textContent) || /\[/.test((v.closest('td') || v).textContent))), file,
  'a number without its range');
  const sides = await pdf(page, file, '.pdf');
  check(sides <= 3, file, 'the note prints on', sides, 'sides');
  const beyond = await beyond_paper(page);
  check(beyond <= 0, file, 'the note is', beyond, 'pixels wider than its paper');
  await page.evaluate(() => document.querySelectorAll('details.fold').forEach((fold) => { fold.open = true; }));
  await page.waitForTimeout(1000);
  console.log(file + ': ' + sides + ' sides, ' + await pdf(page, file, '_all.pdf') + ' with all sections open');
}

// The first page without a script.
async function scriptless(file) {
  const page = await open(file, { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  check(await page.locator('ol.an li').first().isVisible(), file, 'no answer without a script');
  check(await page.locator('table.mx').first().isVisible(), file, 'no table without a script');
  check(await page.locator('svg.iv').count() > 5, file, 'no plot without a script');
  await page.context().close();
}

// A report of runs that hold little: what is left out is said, section by section, and nothing fails.
async function bare(file) {
  const page = await open(file, { viewport: { width: 1280, height: 900 } });
  const left = /_fr/.test(file) ? 'Laissé de côté' : 'Left out';
  const found = await page.evaluate((words) => [...document.querySelectorAll('details.fold')].map((section) => ({
    id: section.id, says: [...section.querySelectorAll('.note')].some((note) => note.textContent.startsWith(words)),
    shows: section.querySelector('canvas, table, ul, ol, dl, h3') !== null })), left);
  for (const section of found)
    check(section.says || section.shows, file, 'an empty section that says nothing:', section.id);
  for (const id of ['effects', 'fans', 'flows', 'professions', 'places', 'territories', 'distribution', 'split',
    'drivers'])
    check(found.find((section) => section.id === id).says, file, 'does not say what it leaves out in', id);
  await accessible(page, file);
  await page.context().close();
}

for (const file of pages) {
  if (/bare/.test(file)) {
    await bare(file);
    continue;
  }
  const language = /_fr/.test(file) ? 'fr' : 'en';
  const shot = (name) => ({ path: file.replace('.html', '_' + name + '.png'), fullPage: true });
  const page = await open(file, { viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  const isStudy = /study/.test(file);
  if (!isStudy) await note(page, file, shot);
  if (!(await drawn(page, file, isStudy ? 2 : 20))) { // nothing else can be looked at
    await page.context().close();
    continue;
  }
  await accessible(page, file + ' light');
  await page.screenshot(shot('light'));
  if (isStudy) await pdf(page, file, '.pdf');
  if (isStudy) {
    await choices(page, file);
  } else {
    await keyboard(page, file);
    await search(page, file);
    await map(page, file);
    await downloads(page, file, language);
    check((await page.textContent('#territories')).includes('<script>window.hit=5</script>'), file,
      'the hostile name of a place is not shown as text');
  }
  check(await page.evaluate(() => window.hit === undefined), file, 'a title ran as a script');
  check(await page.evaluate(() => document.querySelectorAll('img, iframe, [onload], main p b').length === 0), file,
    'a title became an element');
  check(await page.evaluate(() => document.querySelectorAll('script').length === 3), file, 'a script was added');
  check((await page.textContent('#asked')).includes('W'.repeat(20000)), file, 'the huge description is not whole');
  check((await page.textContent('main')).includes(language === 'fr' ? '<iframe' : '<b>bold?</b>'), file,
    'the hostile description is not shown as text');
  check(await page.evaluate(() => [...document.querySelectorAll('body *')].every((e) =>
    !/undefined|NaN|\[object/.test([...e.childNodes].filter((n) => n.nodeType === 3 && e.tagName !== 'SCRIPT')
      .map((n) => n.data).join('')))), file, 'shows undefined, NaN or an object');
  check(fs.statSync(file).size < 4e6, file, 'has 4 MB or more');
  await page.context().close();

  if (!isStudy) await scriptless(file);
  const dark = await open(file, { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  await accessible(dark, file + ' dark');
  await dark.screenshot(shot('dark'));
  await dark.context().close();

  const phone = await open(file, { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true,
    hasTouch: true, deviceScaleFactor: 2 });
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(wide <= 1, file, 'the phone must scroll sideways by', wide);
  await accessible(phone, file + ' phone');
  await phone.screenshot(Object.assign(shot('phone'), { fullPage: false }));
  await phone.context().close();
}
await browser.close();
for (const fault of faults) console.error(fault);
console.log(pages.join(', ') + ': ' + (faults.length ? faults.length + ' faults' : 'good'));
process.exit(faults.length ? 1 : 0);
