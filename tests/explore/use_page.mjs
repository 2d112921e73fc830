// Builds "70 EUR an hour for nurses and physiotherapists of ZIP zones from 2026, a campaign in 2027" in the page of
// cptsim explore, reads its effect and saves it: node use_page.mjs PROGRAM CHROMIUM FOLDER. Leaves digest.txt,
// command.txt and the saved file in the current folder, screenshots in FOLDER.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';

const [program, chromiumPath, folder] = process.argv.slice(2), require = createRequire(folder + '/');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const changes = 40, mostSeconds = 2; // of a first answer, on a machine that does nothing else: docs/performance.md says more
const busy = loadavg()[0] > 0.5 * availableParallelism(); // before anything was begun here
let failures = 0;
function check(what, holds) {
  if (holds) return;
  console.log('FAILED: ' + what);
  failures += 1;
}

const server = spawn(program, ['explore', '--no-browser', '--lang', 'fr'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(server.stdout, 'data');
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true, bypassCSP: true });
  const page = await context.newPage();
  const faults = [], hosts = new Set();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.goto(String(line).trim());
  const answered = (count) => page.waitForFunction((least) => document.querySelector('#bar').value >= least
    && !document.querySelector('#plot').closest('section').hidden, count, { timeout: 300000 });

  // By keyboard alone: labels name the fields, Tab leads from one to the next, everything focused is seen.
  const type = async (label, text) => {
    const field = page.getByLabel(label, { exact: true });
    await field.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
  };
  await type('Nom', '70 €/h en ZIP, campagne');
  await type('Début', '2026'); // a year is its January
  check('a year is said to be its first month', (await page.locator('#start-d').innerText()).includes('01/2026'));
  await type('Infirmiers', '70');
  await page.keyboard.press('Tab');
  check('Tab leads to the next field', await page.evaluate(() => document.activeElement.id) === 'indemnity_physiotherapist');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('70');
  for (const zone of ['ZAC', 'autres']) {
    await page.getByLabel(zone, { exact: true }).focus();
    await page.keyboard.press('Space');
  }
  await page.locator('#g-campaign summary').focus();
  await page.keyboard.press('Enter');
  await type('Intensité', '100');
  check('an empty date says what it means', (await page.locator('#campaign_to-d').innerText()).includes('sans fin'));
  await type('Premier mois', '01/2027');
  await type('Dernier mois (inclus)', '2027');
  check('a last year is its December', (await page.locator('#campaign_to-d').innerText()).includes('12/2027'));
  check('dates and zones count as changes', await page.locator('#g-campaign em').innerText() === '3 changés'
    && await page.locator('#g-indemnity em').innerText() === '3 changés');
  await answered(16);
  const said = await page.locator('#measures').innerText();
  check('the policy is said in words: ' + said, ['42 → 70', 'infirmiers', 'ZIP', 'janvier 2026', 'janvier 2027', 'janvier 2028'].every((word) => said.includes(word)));
  check('so is the territory', (await page.locator('#place').innerText()).includes('Alsace'));
  check('the answer is in sentences', (await page.locator('#sentences').innerText()).includes('70 €/h en ZIP'));
  check('six panels', await page.locator('#plot .pw').count() === 6);
  check('a row for the policy and one for the law', await page.locator('#matrix tbody tr').count() === 2);
  check('a path', await page.locator('#fan svg').count() === 1);
  check('two departments', await page.locator('#map li:not(.n)').count() === 2);

  // How long a first answer takes after a change.
  const times = [];
  for (let i = 0; i < changes; i += 1) {
    const before = await page.evaluate(() => document.querySelector('#digest').innerText);
    const begun = Date.now();
    await page.fill('#indemnity_nurse', String(71 + i));
    await page.waitForFunction((old) => document.querySelector('#digest').innerText !== old
      && Number(document.querySelector('#bar').value) >= 16, before, { timeout: 300000 });
    times.push((Date.now() - begun) / 1000);
  }
  times.sort((a, b) => a - b);
  const p95 = times[Math.ceil(0.95 * times.length) - 1];
  console.log(`first answer after a change: median ${times[times.length / 2].toFixed(2)} s, p95 ${p95.toFixed(2)} s`);
  if (busy) console.log('not judged: others used this machine');
  else check(`a first answer within ${mostSeconds} s`, p95 <= mostSeconds);
  await page.fill('#indemnity_nurse', '70');
  await answered(16);

  // The year is chosen; the form stays where it is while results come; what is shown is old once a field changes.
  const last = await page.locator('#h-m').locator('xpath=../..').innerText();
  await page.selectOption('#year', '2027');
  check('the campaign is seen in its year', (await page.locator('#matrix').innerText()).includes('décembre 2027') && last !== await page.locator('#matrix').innerText());
  await page.selectOption('#year', '2034');
  check('money is summed', (await page.locator('#cumulated').innerText()).includes('2026 à 2034'));
  await page.locator('#campaign_to').scrollIntoViewIfNeeded();
  const where = () => page.locator('#campaign_to').evaluate((one) => one.getBoundingClientRect().top), before = await where();
  await page.fill('#indemnity_nurse', '69');
  check('old results are marked at once', await page.locator('body.stale').count() === 1 && await page.locator('#stale').isVisible());
  await answered(16);
  check('then they are not', await page.locator('body.stale').count() === 0);
  check('the form did not move', Math.abs(await where() - before) < 1);
  await page.fill('#indemnity_nurse', '70');
  await answered(16);

  // A value that cannot be: said at its field, the result before stays, the link leads there.
  await page.fill('#indemnity_gp', '700');
  await page.waitForSelector('#wrong:not([hidden])');
  check('the field is invalid', await page.getAttribute('#indemnity_gp', 'aria-invalid') === 'true');
  check('the answer before stays', await page.locator('#plot .pw').count() === 6);
  await page.click('#save');
  await page.waitForFunction(() => document.querySelector('#done').textContent !== '');
  check('nothing is saved of another policy than the form has', (await page.locator('#done').innerText()).includes('à corriger'));
  await page.screenshot({ path: folder + '/error.png' });
  await page.click('#wrong a');
  await page.fill('#indemnity_gp', '65');
  await page.waitForTimeout(500);
  await page.waitForFunction(() => document.querySelector('#wrong').hidden);

  // What leaves the page: of one policy, with the digest that is shown.
  const saved = async (selector) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
    return readFileSync(await file.path());
  };
  await answered(16);
  await page.click('#stop');
  await page.waitForTimeout(1500); // what was running is given up
  const lone = await saved('#report'), shownDigest = await page.locator('#digest code').innerText();
  check('the report has the digest', lone.toString('utf8').includes(shownDigest));
  await page.click('#stop');

  // A name computes nothing; a copy has what its original has.
  await page.click('#stop');
  await page.waitForTimeout(1500);
  const shownDone = await page.locator('#bar').evaluate((bar) => bar.value);
  await page.fill('#name', '70 €/h en ZIP, campagne !');
  await page.locator('#name').blur();
  await page.waitForFunction((old) => !document.querySelector('#digest').innerText.includes(old) && document.querySelector('#sentences').innerText.includes('campagne !'), shownDigest);
  check('a new name keeps the simulations', await page.locator('#bar').evaluate((bar) => bar.value) >= shownDone);
  await page.click('#duplicate');
  await page.waitForFunction((least) => document.querySelector('#bar').value >= least, shownDone);
  check('a copy is called one', (await page.inputValue('#name')).startsWith('Copie de 70'));
  page.once('dialog', (dialog) => dialog.accept());
  await page.click('#remove');
  await page.fill('#name', '70 €/h en ZIP, campagne');
  await page.locator('#name').blur();

  // A second policy beside it.
  await page.click('#add');
  await page.check('input[name=attachment][value=automatic]');
  await answered(16);
  check('two policies', await page.locator('#matrix tbody tr').count() === 3);
  // All policies in one report and one workbook, as the page has them; drawings as images that need no page.
  await page.click('#stop');
  await page.waitForTimeout(1500);
  const both = (await saved('#report')).toString('utf8');
  check('both policies are in the report', both.includes('Que changeraient deux politiques') && both.includes('70 €/h en ZIP'));
  const [onPage, inReport] = await page.evaluate((report) => [document, new DOMParser().parseFromString(report, 'text/html')].map((one) =>
    [...one.querySelector('.mx:not(.pt) .pc').closest('tr').querySelectorAll('td .v')].map((cell) => [...cell.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join(''))), both);
  // The page has what an hour costs behind them, which stands with years and prices in the report.
  check(`with the numbers of the page: ${onPage} / ${inReport}`, onPage.length === 8 && inReport.length === 7 && inReport.every((number, i) => number === onPage[i]));
  if (await page.locator('button#workbook').count()) {
    const book = await saved('#workbook');
    check('a workbook', book.subarray(0, 2).toString() === 'PK' && book.length > 10000);
  } else {
    check('no workbook, with the way out', (await page.locator('.bt').innerText()).includes('libxlsxwriter'));
  }
  for (const box of ['plot', 'matrix', 'fan', 'map']) {
    const png = await saved(`[data-of=${box}] button >> nth=0`), drawing = (await saved(`[data-of=${box}] button >> nth=1`)).toString('utf8');
    writeFileSync(`${folder}/${box}.png`, png);
    writeFileSync(`${folder}/${box}.svg`, drawing);
    check(`${box} as PNG`, png.subarray(1, 4).toString() === 'PNG' && png.length > 3000);
    const seen = await page.evaluate(([source, id]) => {
      const parsed = new DOMParser().parseFromString(source, 'image/svg+xml'), words = (text) => text.replace(/\s+/g, '');
      const titles = [...parsed.querySelectorAll('text')].filter((text) => text.textContent === 'Politique 2').length;
      const drawn = words([...parsed.querySelectorAll('text')].map((text) => text.textContent).join(''));
      const shown = [...document.querySelector('#' + id).querySelectorAll('text, th, td > span:not(.sr), b')].filter((one) => one.checkVisibility() && !one.closest('.sr') && !one.querySelector('*') && getComputedStyle(one).clipPath === 'none');
      return { titles, fault: parsed.querySelector('parsererror')?.textContent, classes: parsed.querySelectorAll('[class]').length, odd: /NaN|undefined|var\(/.test(source),
        lost: shown.map((one) => words(one.textContent)).filter((text) => text && !drawn.includes(text)) };
    }, [drawing, box]);
    check(`${box} as SVG is whole: ${JSON.stringify(seen)}`, !seen.fault && !seen.odd && seen.classes === 0 && seen.lost.length === 0 && seen.titles <= 1);
  }
  await page.click('#stop');

  for (const [name, width, colorScheme] of [['desktop', 1440, 'light'], ['phone', 390, 'dark']]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    if (name === 'phone') {
      await page.screenshot({ path: `${folder}/phone-form.png` });
      await page.click('#to_answer');
    }
    await page.waitForTimeout(300);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document,
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    for (const one of violations) check(`${name}: axe ${one.id}: ${one.nodes[0].html.slice(0, 120)} ${one.nodes[0].failureSummary}`, false);
    if (name === 'desktop') check('form and answer scroll, the page does not', await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight));
    check(`${name}: nothing is wider than the screen`, await page.evaluate(() => document.documentElement.scrollWidth) <= width);
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1440, height: 1000 });

  // Stop, save, copy: of the first policy.
  await page.click('#cards .ct >> nth=0');
  await page.click('#stop');
  await page.waitForTimeout(1500);
  const [toml] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
  await toml.saveAs(toml.suggestedFilename());
  await page.setInputFiles('#file', toml.suggestedFilename());
  await page.waitForFunction(() => document.querySelectorAll('#cards .ct').length === 3);
  check('a saved policy is opened', await page.inputValue('#campaign_to') === '2027' && await page.inputValue('#indemnity_nurse') === '70'
    && !await page.locator('#zone_ZAC').isChecked());
  await page.setInputFiles('#file', { name: 'x.toml', mimeType: 'application/toml', buffer: Buffer.from(readFileSync(toml.suggestedFilename(), 'utf8') + 'extends = "/etc/passwd"\n') });
  await page.waitForFunction(() => document.querySelector('#done').textContent.includes('x.toml'));
  check('another file is not', await page.locator('#cards .ct').count() === 3);
  page.once('dialog', (dialog) => dialog.accept());
  await page.click('#remove');
  await page.click('#stop');
  await page.waitForTimeout(1500);
  const files = await page.evaluate(async () => {
    const { tab } = JSON.parse(document.querySelector('#data').textContent);
    return (await fetch('/toml', { method: 'POST', body: '{"policy":1}', headers: { 'Content-Type': 'application/json', 'X-Cptsim-Tab': tab } })).json();
  });
  const digest = await page.locator('#digest code').innerText();
  writeFileSync('command.txt', files.command + '\n');
  writeFileSync('digest.txt', digest + '\n');

  // A policy that fails says so, and its answer before stays.
  await page.route('**/state', (route) => route.fulfill({ json: { change: 1e6, policies: [{ id: 1, revision: 0, done: 16, failure: 'plus de mémoire',
    running: false, ready: true, keeps: true }] } }));
  await page.click('#stop');
  await page.waitForSelector('#failed:not([hidden])');
  check('the failure in words', (await page.locator('#failed').innerText()).includes('n’a pas pu être calculée : plus de mémoire'));
  check('the answer before it', await page.locator('#sentences').isVisible());
  check('no fault in the page: ' + faults.join('; '), faults.length === 0);
  // A server that is gone is said in the middle of the screen, not only where results stand.
  server.kill('SIGINT');
  await once(server, 'exit');
  faults.length = 0; // the browser says that nobody answers
  await page.fill('#indemnity_nurse', '60');
  await page.waitForSelector('#gone:not([hidden])');
  await page.screenshot({ path: folder + '/gone.png' });
  check('the results are old', await page.locator('body.stale').count() === 1);
  const [asked] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  check('work that was not saved is asked about', asked.type() === 'beforeunload');
  await asked.accept();
  check('no fault in the page: ' + faults.join('; '), faults.every((fault) => fault.includes('ERR_')));
  check('no other host: ' + [...hosts].join(' '), [...hosts].every((host) => host === '' || host.startsWith('127.0.0.1:')));
} finally {
  await browser.close();
  server.kill('SIGINT');
}
process.exit(failures ? 1 : 0);
