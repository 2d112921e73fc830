// Draws a report from the data in its page. Whatever comes from the data is written as text, never as HTML.
'use strict';
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const locale = data.lang === 'fr' ? 'fr-FR' : 'en-GB';
  const scenarios = data.scenarios;
  const drawn = scenarios.map((s, i) => i).filter((i) => scenarios[i].role !== 'placebo');
  const visible = new Set(drawn.slice(0, 3));
  const DASHES = [[], [6, 3], [2, 2], [9, 3, 2, 3], [12, 4], [4, 2], [1, 3]];
  const FEW = 20; // draws below which counts are shown, not percentages

  // What each chart is made of, in /observations of the result file.
  const OBSERVABLES = {
    active: 'active, board, eligible',
    hours: 'hours_paid, hours_unpaid',
    nominal: 'attached, passive, active, board, on_leave, eligible',
    chosen: 'passive, active, board, on_leave, eligible',
    cohort_chosen: 'cohort_chosen, cohort_present',
    would_stay: 'would_stay, members_year',
    free_riders: 'free_riders, members_year',
    nominal_only: 'nominal_only, members_year',
    care_displaced: 'care_hours_displaced',
    public_cost: 'public_cost',
    severe_board: 'severe_board, board',
    dormant: 'cpts_dormant, cpts_signed',
    cost_per_hour: 'public_cost, hours_paid, hours_unpaid',
  };

  // ---- words, numbers, dates -------------------------------------------------------------------------------------
  function t(key, ...values) {
    const word = Object.hasOwn(data.words, key) ? data.words[key] : key;
    return word.replace(/%([1-9])/g, (all, i) => (i <= values.length ? values[i - 1] : all));
  }
  const formats = {};
  function num(value, decimals) {
    if (value === null || value === undefined) return '–';
    const digits = Math.abs(value) < 1000 ? decimals : 0;
    formats[digits] = formats[digits] ||
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const text = formats[digits].format(value);
    return (/[1-9]/.test(text) ? text : text.replace('-', '')).replace('-', '−');
  }
  function diff(value, decimals) {
    const text = num(value, decimals);
    return value > 0 && /[1-9]/.test(text) ? '+' + text : text;
  }
  const separator = t('clause_separator');
  const interval = (low, high, decimals) => '[' + diff(low, decimals) + separator + diff(high, decimals) + ']';
  const percent = (share) => num(100 * share, 0) + '\u00a0%';
  const monthName = (month) => t('month_' + ((month % 12) + 1)) + ' ' + (data.firstYear + Math.floor(month / 12));
  const monthCode = (month) =>
    data.firstYear + Math.floor(month / 12) + '-' + String((month % 12) + 1).padStart(2, '0');
  const titleOf = (i) => scenarios[i].title || scenarios[i].name;
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const names = (effect) => ({
    mean: effect[0], error: effect[1], low: effect[2], high: effect[3], n: effect[4], positive: effect[5],
    negative: effect[6], tied: effect[7],
  });
  function chance(effect) {
    const e = names(effect);
    if (!e.n) return '–';
    const ties = e.tied ? ' (=' + e.tied + ')' : '';
    return (e.n < FEW ? e.positive + '/' + e.n : percent(e.positive / e.n)) + ties;
  }

  // ---- elements --------------------------------------------------------------------------------------------------
  function el(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {}))
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }
  let serial = 0;
  const fresh = (prefix) => prefix + '-' + ++serial;
  const place = (id) => document.querySelector('#' + id + ' > div');
  const leftOut = (parent, why) => parent.append(el('p', { class: 'note' }, t('nothing_here', why)));

  function csvOf(table) {
    const field = (value) => {
      if (value === null || value === undefined) return '';
      if (typeof value === 'number') return String(value);
      const text = /^[=+\-@\t\r]/.test(value) ? "'" + value : value; // a spreadsheet would take it for a formula
      return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    };
    return [table.columns, ...table.rows].map((row) => row.map(field).join(',')).join('\r\n') + '\r\n';
  }
  function download(name, table) {
    const url = URL.createObjectURL(new Blob(['\ufeff' + csvOf(table)], { type: 'text/csv;charset=utf-8' }));
    const link = el('a', { href: url, download: name + '.csv' });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }
  function downloadButton(name, title, make) {
    const button = el('button', { type: 'button', 'aria-label': t('download_of', title) }, t('download'));
    button.addEventListener('click', () => download(name, make()));
    return button;
  }
  // A region that scrolls sideways must be reachable by keyboard.
  const scroller = (label, child, tall) =>
    el('div', { class: tall ? 'scroll tall' : 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, child);
  function plainTable(caption, table, decimals) {
    const head = el('tr', {}, ...table.columns.map((title) => el('th', { scope: 'col' }, title)));
    const body = table.rows.map((row) => el('tr', {}, ...row.map((value, i) =>
      i === 0 ? el('th', { scope: 'row' }, String(value))
        : typeof value === 'number' || value === null ? el('td', {}, num(value, decimals))
          : el('td', { class: 'text' }, value))));
    return el('table', {}, el('caption', {}, caption), el('thead', {}, head), el('tbody', {}, ...body));
  }
  // The table behind a chart, made when it is opened.
  function dataTools(name, title, make, decimals) {
    const details = el('details', {}, el('summary', { 'aria-label': t('table_below', title) }, t('data_table')));
    let made = false;
    details.addEventListener('toggle', () => {
      if (!details.open || made) return;
      made = true;
      details.append(scroller(t('table_below', title), plainTable(title, make(), decimals), true));
    });
    return el('div', { class: 'tools' }, details, downloadButton(name, title, make));
  }

  // ---- charts ----------------------------------------------------------------------------------------------------
  const charts = [];
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = (i) => css('--s' + (i % 7));
  function faded(hex, alpha) {
    const part = (at) => parseInt(hex.slice(at, at + 2), 16);
    return 'rgba(' + part(1) + ',' + part(3) + ',' + part(5) + ',' + alpha + ')';
  }
  // Dashed lines at values of an axis: the start of the policies, the bounds of luck.
  const marks = (axis, values) => ({
    id: 'marks',
    afterDatasetsDraw(chart) {
      const area = chart.chartArea, ctx = chart.ctx, scale = chart.scales[axis];
      ctx.save();
      ctx.strokeStyle = css('--soft');
      ctx.setLineDash([4, 4]);
      for (const value of values) {
        const x = scale.getPixelForValue(value);
        if (x < area.left || x > area.right) continue;
        ctx.beginPath();
        ctx.moveTo(x, area.top);
        ctx.lineTo(x, area.bottom);
        ctx.stroke();
      }
      ctx.restore();
    },
  });
  const axis = (more) => Object.assign({
    grid: { color: css('--rule'), borderColor: css('--line') },
    ticks: { color: css('--text') },
  }, more);
  const numberTicks = (decimals) => ({
    color: css('--text'), maxTicksLimit: 7,
    callback: (value) => num(value, Number.isInteger(value) ? 0 : Math.max(1, decimals)),
  });
  function dot(paint) {
    const canvas = el('canvas', { width: 12, height: 12 }), ctx = canvas.getContext('2d');
    ctx.fillStyle = paint;
    ctx.arc(6, 6, 4, 0, 2 * Math.PI);
    ctx.fill();
    return canvas;
  }
  // A legend with the dashes and colours of its lines, and a dot for points.
  function generateLabels(chart) {
    return Chart.defaults.plugins.legend.labels.generateLabels(chart).map((item) => {
      const from = chart.data.datasets[item.datasetIndex];
      if (from.showLine === false) return Object.assign(item, { pointStyle: dot(from.borderColor) });
      return from.borderDash === undefined ? item : Object.assign(item, {
        lineDash: from.borderDash, lineWidth: 2, strokeStyle: from.borderColor });
    });
  }
  function options(more) {
    const base = {
      animation: false, responsive: true, maintainAspectRatio: false, parsing: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      elements: { point: { radius: 0, hitRadius: 6 } },
      plugins: {
        legend: {
          onClick: () => {},
          labels: { color: css('--text'), usePointStyle: true, pointStyle: 'line', pointStyleWidth: 34,
            filter: (item) => Boolean(item.text), generateLabels },
        },
        tooltip: { filter: (item) => Boolean(item.dataset.label) },
      },
    };
    return Object.assign(base, more);
  }
  function draw(entry) {
    if (entry.chart) entry.chart.destroy();
    entry.chart = new Chart(entry.canvas, entry.spec.config());
    const lines = [entry.spec.text()].flat().filter(Boolean);
    entry.alternative.replaceChildren(...lines.map((line) => el('span', {}, line)));
  }
  const drawAll = () => charts.forEach(draw);

  // spec: id, name (of the CSV file), title, unit, config() (of Chart.js), text() (the numbers in words, a line for each
  // scenario); with table() ({ columns, rows }) and decimals the data come below.
  function figure(parent, spec) {
    const id = fresh('text');
    const canvas = el('canvas', { role: 'img', 'aria-label': t('chart_of', spec.title), 'aria-describedby': id });
    const alternative = el('p', { class: 'alternative', id });
    parent.append(el('figure', { id: spec.id },
      el('figcaption', {}, capital(spec.title), spec.unit ? el('span', { class: 'unit' }, spec.unit) : null),
      el('div', { class: 'canvas' }, canvas), alternative,
      spec.table ? dataTools(spec.name, spec.title, spec.table, spec.decimals) : null));
    charts.push({ canvas, alternative, spec });
  }
  const shownSeries = (series) => series.filter((one) => visible.has(one.scenario));

  // Five lines and two bands for a scenario; xs[i] belongs to q[...][i], and what is null is no point.
  function bandDatasets(one, xs, alone) {
    const paint = colour(one.scenario), strength = alone || visible.size < 2 ? 1 : 0.6; // others' bands lie over it
    const line = (k) => xs.map((x, i) => ({ x, y: one.q[k][i] })).filter((point) => point.y !== null);
    const edge = (k, fill, alpha) => ({
      data: line(k), borderWidth: 0, pointRadius: 0, fill, backgroundColor: faded(paint, alpha), order: 3,
    });
    return [
      edge(0, false, 0), edge(4, '-1', 0.14 * strength), edge(1, false, 0), edge(3, '-1', 0.22 * strength),
      { label: titleOf(one.scenario), data: line(2), borderColor: paint, backgroundColor: paint, borderWidth: 2,
        borderDash: DASHES[one.scenario % DASHES.length], pointRadius: 0, order: 2 },
    ];
  }
  const timeAxis = (end) => axis({
    type: 'linear', min: 0, max: end,
    afterBuildTicks: (scale) => {
      scale.ticks = [];
      for (let month = 0; month <= end; month += end > 96 ? 24 : 12) scale.ticks.push({ value: month });
    },
    ticks: { color: css('--text'), maxRotation: 0, autoSkip: true,
      callback: (month) => String(data.firstYear + month / 12) },
  });
  const everyMonth = Array.from({ length: data.months }, (_, i) => i);
  const timeTooltip = (decimals) => ({
    title: (items) => (items.length ? monthName(items[0].parsed.x) : ''),
    label: (item) => item.dataset.label + ' ' + num(item.parsed.y, decimals),
  });
  function timeOptions(decimals, end = data.months - 1) {
    const all = options({ scales: { x: timeAxis(end), y: axis({ ticks: numberTicks(decimals) }) } });
    all.plugins.tooltip.callbacks = timeTooltip(decimals);
    return all;
  }
  function hasValues(series) {
    return series.some((one) => one.q[2].some((value) => value !== null));
  }
  function fanText(series, decimals) {
    const dates = data.dates.map((date) => date.month).filter((month) => month < data.months);
    return shownSeries(series).map((one) => {
      let text = '';
      for (const month of dates) {
        if (one.q[2][month] === null) continue;
        const said = [num(one.q[2][month], decimals), monthName(month), num(one.q[0][month], decimals),
          num(one.q[4][month], decimals)]; // the table has all months
        text += text ? t('then', ...said) : t('text_fan', titleOf(one.scenario), ...said);
      }
      return text && text + '.';
    });
  }
  function fanTable(series) {
    const rows = [];
    for (const one of series)
      for (const month of everyMonth)
        if (one.q[2][month] !== null)
          rows.push([monthCode(month), scenarios[one.scenario].name, ...[2, 1, 3, 0, 4].map((k) => one.q[k][month])]);
    return { columns: [t('month'), t('scenario'), t('median'), '25 %', '75 %', '5 %', '95 %'], rows };
  }

  // ---- sections --------------------------------------------------------------------------------------------------
  function contents() {
    const list = document.getElementById('contents');
    for (const heading of document.querySelectorAll('main h2'))
      list.append(el('li', {}, el('a', { href: '#' + heading.parentElement.id }, heading.textContent)));
    const from = data.identity;
    document.getElementById('subtitle').textContent = t('subtitle', titleOf(0), from.population,
      num(from.territories, 0), num(from.inhabitants, 0), num(from.replicates, 0));
  }

  function asked() {
    const parent = place('asked');
    scenarios.forEach((scenario, i) => {
      const what = data.asked[i] || { notes: [], items: [] };
      parent.append(el('h3', {}, titleOf(i), ' (' + t(scenario.role) + ')'));
      if (scenario.description) parent.append(el('p', {}, scenario.description));
      if (scenario.role === 'placebo' && !scenario.description) parent.append(el('p', {}, t('is_placebo')));
      if (i === 0) {
        parent.append(el('p', {}, t('is_reference')));
        return;
      }
      what.notes.forEach((note) => parent.append(el('p', {}, note)));
      if (!what.items.length) parent.append(el('p', {}, t('nothing_differs')));
      for (const item of what.items)
        parent.append(el('h4', {}, item.heading), el('ul', {}, ...item.lines.map((line) => el('li', {}, line))));
    });
  }

  function answer() {
    const parent = place('answer');
    const answered = drawn.filter((i) => data.answers[i].length);
    if (!answered.length) leftOut(parent, t('lacks_policy'));
    for (const i of answered)
      parent.append(el('h3', {}, titleOf(i)),
        el('ol', { class: 'answers' }, ...data.answers[i].map((sentence) => el('li', {}, sentence))),
        ...[['*', 'reserve_sign'], ['†', 'reserve_assumption']]
          .filter(([mark]) => data.answers[i].some((sentence) => sentence.includes(mark)))
          .map(([, key]) => el('p', { class: 'note' }, t(key))));
    data.cautions.forEach((caution) => parent.append(el('p', { class: 'caution' }, caution)));
  }

  const dateTitle = (date) => t(date.years === 1 ? 'date_years_one' : 'date_years', monthName(date.month), date.years);
  const markOf = (cell) => (cell.driven ? '†' : '');
  const starOf = (cell) => (/^assumed/.test(cell.call) ? '*' : '');

  function effectCell(cell, decimals) {
    const e = names(cell.effect);
    const small = (text) => el('span', { class: 'small' }, text);
    const reference = small(t('cell_reference', num(cell.reference, decimals)));
    if (!e.n) return el('td', {}, reference, el('span', { class: 'strong' }, t('cell_missing')));
    if (e.tied === e.n) return el('td', {}, reference, el('span', { class: 'strong' }, t('cell_identical')));
    const error = e.error === null ? '' : ' ±' + num(e.error, decimals);
    const before = data.identity.parameters === 'posterior' && cell.before;
    const key = { posterior: 'cell_after', prior: 'cell_before', defaults: 'cell_counts' }[data.identity.parameters];
    return el('td', {}, reference, el('span', { class: 'strong' }, diff(e.mean, decimals) + error),
      el('span', {}, interval(e.low, e.high, decimals) + markOf(cell)),
      before ? small(t('cell_before', chance(cell.before) + starOf(cell))) : null,
      small(t(key, chance(cell.effect) + (before ? '' : starOf(cell)))));
  }

  function effectsTable(effects) {
    const head = el('tr', {}, el('th', { scope: 'col' }, t('indicator')),
      ...data.dates.map((date) => el('th', { scope: 'col' }, capital(dateTitle(date)))));
    const body = effects.rows.map((row) => el('tr', {},
      el('th', { scope: 'row' }, capital(row.title), el('span', { class: 'unit' }, row.unit)),
      ...row.cells.map((cell) => effectCell(cell, row.decimals))));
    const title = t('effects_of', titleOf(effects.scenario));
    return el('table', { 'aria-label': title }, el('thead', {}, head), el('tbody', {}, ...body));
  }

  function effectsData(effects) {
    const rows = [];
    const share = (e) => (e && e[4] ? e[5] / e[4] : null);
    for (const row of effects.rows)
      row.cells.forEach((cell, i) => {
        const e = names(cell.effect);
        rows.push([row.id, row.title, row.unit, monthCode(data.dates[i].month), cell.reference, e.mean, e.error, e.low,
          e.high, e.n, share(cell.effect), share(cell.before), markOf(cell) + starOf(cell)]);
      });
    return { columns: ['id', t('indicator'), '', t('month'), t('reference'), t('difference'), t('error'), t('low'),
      t('high'), t('replicates'), t('probability'), t('probability_before'), t('marks')], rows };
  }

  function effects() {
    const parent = place('effects');
    if (!data.effects.length) leftOut(parent, t('lacks_policy'));
    for (const one of data.effects) {
      const title = t('effects_of', titleOf(one.scenario));
      parent.append(el('h3', {}, titleOf(one.scenario)), scroller(title, effectsTable(one)),
        el('div', { class: 'tools' },
          downloadButton('effects_' + scenarios[one.scenario].name, title, () => effectsData(one))));
    }
  }

  function scenarioChoice(parent) {
    if (drawn.length < 2) return;
    const choice = el('fieldset', {}, el('legend', {}, t('shown_scenarios')));
    for (const i of drawn) {
      const box = el('input', { type: 'checkbox', id: fresh('scenario') });
      box.checked = visible.has(i);
      box.addEventListener('change', () => {
        if (box.checked) visible.add(i);
        else visible.delete(i);
        drawAll();
      });
      choice.append(el('label', { for: box.id }, box, ' ' + titleOf(i)));
    }
    parent.before(choice);
  }

  // Lines with bands over months. one: { id, name, title, unit, decimals, series: [{ scenario, q }], always (whatever the
  // reader chose), months (one for each value of q[k]), end (last month drawn), more() (data sets of Chart.js), legend,
  // text(), table() }.
  function bandFigure(parent, one) {
    figure(parent, Object.assign({}, one, {
      config: () => {
        const all = timeOptions(one.decimals, one.end);
        all.plugins.legend.display = one.legend !== false;
        return {
          type: 'line', options: all, plugins: [marks('x', [data.start])],
          data: { datasets: [...(one.always ? one.series : shownSeries(one.series)).flatMap((series) =>
            bandDatasets(series, one.months, one.always)),
            ...(one.more ? one.more() : [])] },
        };
      },
    }));
  }

  function fans() {
    const parent = place('fans');
    scenarioChoice(parent);
    for (const fan of data.fans) {
      if (!hasValues(fan.series)) {
        leftOut(parent, t('about', capital(fan.title), t('lacks_values')));
        continue;
      }
      bandFigure(parent, {
        id: 'fan-' + fan.id, name: fan.id, title: fan.title, unit: fan.unit, decimals: fan.decimals, series: fan.series,
        months: everyMonth, text: () => fanText(fan.series, Math.min(fan.decimals, 1)),
        table: () => fanTable(fan.series),
      });
    }
  }

  // Points of what was observed, and a bar of one standard deviation to each side.
  function observedDatasets(points) {
    const bars = points.flatMap((p) => [{ x: p.month, y: p.value - p.error }, { x: p.month, y: p.value + p.error },
      { x: p.month, y: NaN }]);
    const paint = colour(2);
    return [
      { data: bars, borderColor: paint, borderWidth: 2, pointRadius: 0, spanGaps: false, order: 1 },
      { label: t('observed'), data: points.map((p) => ({ x: p.month, y: p.value })), showLine: false,
        pointRadius: 4, pointStyle: 'circle', borderColor: paint, pointBorderWidth: 2,
        pointBackgroundColor: points.map((p) => (p.keptOut ? css('--ground') : paint)), order: 0 },
    ];
  }

  function history() {
    const parent = place('history');
    if (!data.history.some((one) => one.observed.length))
      parent.before(el('p', { class: 'note' }, t('observed_none')));
    const end = Math.min(data.months, data.start + 18) - 1;
    for (const one of data.history) {
      if (!hasValues(one.series)) {
        leftOut(parent, t('about', capital(one.title), t('lacks_values')));
        continue;
      }
      bandFigure(parent, {
        id: 'history-' + one.id, name: 'history_' + one.id, title: one.title, unit: one.unit, decimals: one.decimals,
        always: true, series: one.series, months: everyMonth.slice(0, end + 1), end,
        more: () => (one.observed.length ? observedDatasets(one.observed) : []),
        text: () => {
          const q = one.series[0].q;
          const simulated = (month) => [num(q[2][month], 1), num(q[0][month], 1), num(q[4][month], 1)];
          const [median, low, high] = simulated(end);
          return [t('text_fan', titleOf(0), median, monthName(end), low, high) + '.', one.observed.map((p) =>
            t('text_observed', monthName(p.month), num(p.value, Number.isInteger(p.value) ? 0 : 1),
              ...simulated(p.month))).join(separator)];
        },
        table: () => {
          const table = fanTable(one.series);
          for (const p of one.observed)
            table.rows.push([monthCode(p.month), t('observed'), p.value, null, null, null, null]);
          return table;
        },
      });
    }
  }

  function flows() {
    const parent = place('flows');
    if (!data.flows.length) leftOut(parent, t('lacks_policy'));
    for (const flow of data.flows) {
      const title = t('about', t('flows'), titleOf(flow.scenario));
      const beside = flow.placebo >= 0;
      const cell = (e, row) => (e === null ? '–'
        : (row.isNet ? diff(e[0], row.decimals) : num(e[0], row.decimals)) +
          (e[1] === null ? '' : ' ±' + num(e[1], row.decimals)));
      const head = [t('indicator')];
      for (const date of data.dates) {
        head.push(capital(monthName(date.month)) + ' – ' + t('policy'));
        if (beside) head.push(capital(monthName(date.month)) + ' – ' + t('placebo'));
      }
      const body = flow.rows.map((row) => el('tr', {},
        el('th', { scope: 'row' }, row.isNet ? capital(row.title) : '– ' + row.title,
          el('span', { class: 'unit' }, row.unit)),
        ...row.cells.flatMap((c) => [el('td', {}, cell(c.policy, row)),
          beside ? el('td', {}, cell(c.placebo, row)) : null].filter(Boolean))));
      const table = el('table', {}, el('caption', {}, t(beside ? 'flows_over' : 'flows_alone', flow.replicates)),
        el('thead', {}, el('tr', {}, ...head.map((text) => el('th', { scope: 'col' }, text)))),
        el('tbody', {}, ...body));
      const make = () => ({
        columns: ['id', t('indicator'), t('month'), t('scenario'), t('mean'), t('error'), t('low'), t('high')],
        rows: flow.rows.flatMap((row) => row.cells.flatMap((c, i) =>
          [[scenarios[flow.scenario].name, c.policy], beside ? [t('placebo'), c.placebo] : null].filter(Boolean)
            .map(([who, e]) => [row.id, row.title, monthCode(data.dates[i].month), who, ...e.slice(0, 4)]))),
      });
      parent.append(el('h3', {}, titleOf(flow.scenario)), scroller(title, table),
        el('div', { class: 'tools' }, downloadButton('flows_' + scenarios[flow.scenario].name, title, make)));
      const own = data.professions.scenarios.find((one) => one.scenario === flow.scenario);
      const last = data.dates.length - 1, kept = measuresWhere((m) => isFlow(m));
      if (own)
        groupTable(parent, 'flows_by_profession_' + scenarios[flow.scenario].name,
          t('flows_professions', monthName(data.dates[last].month)), t('profession'),
          kept.map((k) => data.professions.measures[k]), professionRows(own, last, kept));
    }
  }

  function survival() {
    const parent = place('survival');
    const cohorts = data.survival.filter((cohort) => cohort.series.length);
    if (!cohorts.length) leftOut(parent, t('lacks_spells'));
    for (const cohort of cohorts) {
      const title = t('survival_title', cohort.year);
      figure(parent, {
        id: 'survival-' + cohort.year, name: 'survival_' + cohort.year, title, unit: t('survival_unit'), decimals: 1,
        config: () => {
          const all = options({ scales: {
            x: axis({ type: 'linear', min: 0, ticks: numberTicks(0) }),
            y: axis({ min: 0, max: 100, ticks: numberTicks(0) }) } });
          all.plugins.tooltip.callbacks = {
            title: (items) => (items.length ? num(items[0].parsed.x, 1) + ' ' + t('years_since') : ''),
            label: (item) => item.dataset.label + ' ' + num(item.parsed.y, 1) + '\u00a0%',
          };
          const datasets = shownSeries(cohort.series).map((one) => ({
            label: titleOf(one.scenario), stepped: true, borderWidth: 2, pointRadius: 0, fill: false,
            borderColor: colour(one.scenario), borderDash: DASHES[one.scenario % DASHES.length],
            data: [{ x: 0, y: 100 }, ...one.points.map((p) => ({ x: p[0], y: p[1] }))],
          }));
          return { type: 'line', data: { datasets }, options: all };
        },
        text: () => shownSeries(cohort.series).map((one) => {
          const two = one.points[Math.min(3, one.points.length - 1)];
          return t('text_survival', titleOf(one.scenario), num(two[1], 1), num(two[0], two[0] % 1 ? 1 : 0)) + '.';
        }),
        table: () => ({
          columns: [t('years_since'), t('scenario'), t('still_member'), t('standard_error'), t('at_risk')],
          rows: cohort.series.flatMap((one) =>
            one.points.map((p) => [num(p[0], 1), scenarios[one.scenario].name, p[1], p[2], p[3]])),
        }),
      });
    }
  }

  // Red-blue would not be told apart by all: orange below, blue above, paler than the text needs.
  function heat(td, value, most) {
    if (value === null || !(most > 0)) return;
    const strength = Math.min(1, Math.abs(value) / most) * 0.38;
    td.classList.add('heat');
    td.style.backgroundColor = value > 0 ? 'rgba(0,114,178,' + strength + ')' : 'rgba(230,159,0,' + strength + ')';
  }
  function pairCell(cell, measure) {
    const e = names(cell.effect);
    const td = el('td', {});
    if (!measure.isPaired)
      td.append(el('span', { class: 'small' }, t('cell_reference', num(cell.reference[0], measure.decimals))));
    if (!e.n) {
      td.append(el('span', { class: 'strong' }, t('cell_missing')));
      return td;
    }
    const mean = measure.isPaired ? num(e.mean, measure.decimals) : diff(e.mean, measure.decimals);
    td.append(el('span', { class: 'strong' }, mean),
      el('span', {}, measure.isPaired
        ? '[' + num(e.low, measure.decimals) + separator + num(e.high, measure.decimals) + ']'
        : interval(e.low, e.high, measure.decimals)));
    return td;
  }
  // A table whose cells are coloured by their mean difference. measures: [{ id, title, unit, decimals, isPaired }], rows:
  // [{ title, cells: [{ reference: [mean, ...], effect: [mean, error, low, high, replicates] }] }] with a cell for each
  // measure. `name` is that of the CSV file, `label` what says which table it is.
  function groupTable(parent, name, heading, first, measures, rows, label = heading) {
    const head = el('tr', {}, el('th', { scope: 'col' }, first), ...measures.map((m) =>
      el('th', { scope: 'col' }, capital(m.title), el('span', { class: 'unit' }, m.unit))));
    const most = measures.map((m, k) => Math.max(0, ...rows.map((row) => Math.abs(row.cells[k].effect[0] || 0))));
    const body = rows.map((row) => el('tr', {}, el('th', { scope: 'row' }, row.title), ...row.cells.map((cell, k) => {
      const td = pairCell(cell, measures[k]);
      if (cell.effect[4]) heat(td, cell.effect[0], most[k]);
      return td;
    })));
    const make = () => ({
      columns: [first, 'id', t('indicator'), t('reference'), t('difference'), t('error'), t('low'), t('high'),
        t('replicates')],
      rows: rows.flatMap((row) => row.cells.map((cell, k) =>
        [row.title, measures[k].id, measures[k].title, cell.reference[0], ...cell.effect.slice(0, 5)])),
    });
    if (heading) parent.append(el('h4', {}, heading));
    parent.append(
      scroller(label, el('table', { 'aria-label': label }, el('thead', {}, head), el('tbody', {}, ...body))),
      el('div', { class: 'tools' }, downloadButton(name, label, make)));
  }
  // The last date open, the others behind a summary.
  function byDate(parent, scenario, add) {
    parent.append(el('h3', {}, titleOf(scenario)));
    for (let date = data.dates.length - 1; date >= 0; date--) {
      const heading = capital(dateTitle(data.dates[date])), label = heading + ' – ' + titleOf(scenario);
      if (date === data.dates.length - 1) {
        add(parent, date, heading, label);
        continue;
      }
      const details = el('details', {}, el('summary', { 'aria-label': label }, heading));
      add(details, date, '', label);
      parent.append(details);
    }
  }

  // Persons who changed stand with the flows, the other measures in the section of professions.
  const isFlow = (measure) => ['net_chosen', 'drawn_in', 'driven_out'].includes(measure.id);
  const measuresWhere = (wanted) => data.professions.measures.map((m, k) => (wanted(m) ? k : -1)).filter((k) => k >= 0);
  const professionRows = (one, date, kept) => data.professions.names.map((name, p) =>
    ({ title: capital(t(name)), cells: kept.map((k) => one.cells[date][k][p]) }));

  function professions() {
    const parent = place('professions'), all = data.professions;
    if (!all.scenarios.length) leftOut(parent, t('lacks_policy'));
    const kept = measuresWhere((m) => !isFlow(m));
    for (const one of all.scenarios)
      byDate(parent, one.scenario, (into, date, heading, label) => groupTable(into,
        'professions_' + scenarios[one.scenario].name + '_' + monthCode(data.dates[date].month), heading,
        t('profession'), kept.map((k) => all.measures[k]), professionRows(one, date, kept), label));
  }

  const placeTitle = (one) => capital(t(one.kind, one.kind === 'size_class' ? one.label : t(one.label))) +
    ' (' + t(one.territories === 1 ? 'one_territory' : 'count_of_territories', num(one.territories, 0)) + ')';
  function places() {
    const parent = place('places'), all = data.places;
    if (!all.scenarios.length) leftOut(parent, t('lacks_policy'));
    for (const one of all.scenarios)
      byDate(parent, one.scenario, (into, date, heading, label) => groupTable(into,
        'places_' + scenarios[one.scenario].name + '_' + monthCode(data.dates[date].month), heading, t('place'),
        all.measures, all.places.map((where, i) => ({ title: placeTitle(where), cells: one.cells[date][i] })), label));
  }

  function territoryTable(policyRow, scenario) {
    const measures = data.territories.measures.map((id) => data.places.measures.find((m) => m.id === id));
    const columns = [
      { title: t('territory'), value: (row) => row.name, text: true },
      { title: t('inhabitants'), value: (row) => row.inhabitants },
      { title: t('size'), value: (row) => row.size },
      { title: t('milieu_title'), value: (row) => t(row.milieu), text: true },
      { title: t('zone_title'), value: (row) => (row.zone === 'other' ? t('other') : row.zone), text: true },
      ...measures.map((m, k) => ({ title: capital(m.title), unit: m.unit, measure: m,
        value: (row) => row.effects[policyRow][k][0], k })),
    ];
    const title = t('territories') + ' – ' + titleOf(scenario);
    const body = el('tbody', {});
    const heads = columns.map((column, c) => {
      const button = el('button', { type: 'button', 'aria-label': t('sort_by', column.title) }, column.title);
      const th = el('th', { scope: 'col' }, button, column.unit ? el('span', { class: 'unit' }, column.unit) : null);
      button.addEventListener('click', () => sort(c));
      return th;
    });
    const rows = data.territories.rows.map((row) => ({
      row,
      element: el('tr', {}, ...columns.map((column, c) => {
        if (column.measure)
          return pairCell({ reference: [row.reference[column.k]], effect: row.effects[policyRow][column.k] },
            column.measure);
        return el(c === 0 ? 'th' : 'td', c === 0 ? { scope: 'row' } : { class: column.text ? 'text' : null },
          column.text ? String(column.value(row)) : num(column.value(row), 0));
      })),
    }));
    function sort(c) {
      const up = heads[c].getAttribute('aria-sort') === 'descending' || columns[c].text &&
        heads[c].getAttribute('aria-sort') !== 'ascending';
      heads.forEach((th) => th.removeAttribute('aria-sort'));
      heads[c].setAttribute('aria-sort', up ? 'ascending' : 'descending');
      rows.sort((a, b) => {
        const x = columns[c].value(a.row), y = columns[c].value(b.row);
        if (x === null || y === null) return (x === null) - (y === null);
        const order = columns[c].text ? String(x).localeCompare(String(y), locale) : x - y;
        return up ? order : -order;
      });
      body.append(...rows.map((one) => one.element));
    }
    body.append(...rows.map((one) => one.element));
    const table = el('table', { 'aria-label': title, class: 'wide' }, el('thead', {}, el('tr', {}, ...heads)), body);
    const make = () => ({
      columns: ['id', t('territory'), t('inhabitants'), t('size'), t('milieu_title'), t('zone_title'), t('indicator'),
        t('reference'), t('difference'), t('error'), t('low'), t('high'), t('replicates')],
      rows: data.territories.rows.flatMap((row) => measures.map((m, k) => [row.id, row.name, row.inhabitants, row.size,
        row.milieu, row.zone, m.id, row.reference[k], ...row.effects[policyRow][k].slice(0, 5)])),
    });
    return [el('h3', {}, titleOf(scenario)), scroller(title, table, rows.length > 24),
      el('div', { class: 'tools' }, downloadButton('territories_' + scenarios[scenario].name, title, make))];
  }

  function territories() {
    const parent = place('territories'), all = data.territories;
    if (!data.places.scenarios.length || !all.rows.length) {
      leftOut(parent, t('lacks_policy'));
      return;
    }
    data.places.scenarios.forEach((one, i) => parent.append(...territoryTable(i, one.scenario)));
    if (!all.rows[0].years.length) {
      leftOut(parent, t('lacks_multiples', 24));
      return;
    }
    const multiples = el('div', { class: 'multiples' });
    parent.append(el('h3', {}, t('multiples_title')), multiples);
    const yearly = all.rows[0].years[0].q[0].map((_, i) => 12 * i + 11);
    for (const row of all.rows)
      bandFigure(multiples, {
        id: null, title: row.name, decimals: 1, series: row.years, months: yearly, legend: false,
        text: () => shownSeries(row.years).map((one) => t('text_multiple', titleOf(one.scenario),
          num(one.q[2][yearly.length - 1], 1), monthName(yearly[yearly.length - 1])) + '.'),
      });
    parent.append(dataTools('territory_years', t('multiples_title'), () => ({
      columns: [t('territory'), t('year'), t('scenario'), t('median'), '5 %', '95 %'],
      rows: all.rows.flatMap((row) => row.years.flatMap((r) => yearly.map((month, i) => [row.name,
        String(data.firstYear + Math.floor(month / 12)), scenarios[r.scenario].name, r.q[2][i], r.q[0][i],
        r.q[4][i]]))),
    }), 2));
  }

  // Bars. one: { id, name, title, unit, decimals, labels, series() ([{ label, values, paint, alpha }]), horizontal, marks
  // (values with a dashed line), range ([min, max]), legend, dense (bars that touch), text(), table() }.
  function barFigure(parent, one) {
    figure(parent, Object.assign({}, one, {
      config: () => {
        const values = axis({ ticks: numberTicks(1) });
        if (one.range) Object.assign(values, { min: one.range[0], max: one.range[1] });
        const names = axis({ ticks: { color: css('--text'), maxRotation: 0, autoSkip: !one.horizontal,
          autoSkipPadding: 12 } });
        const all = options({ indexAxis: one.horizontal ? 'y' : 'x', parsing: true,
          scales: one.horizontal ? { x: values, y: names } : { x: names, y: values } });
        if (one.horizontal) all.interaction = { mode: 'nearest', intersect: true };
        all.plugins.legend.labels.pointStyle = 'rect';
        all.plugins.legend.display = one.legend !== false;
        const width = one.dense ? { categoryPercentage: 1, barPercentage: 0.95 } : {};
        return {
          type: 'bar', options: all, plugins: one.marks ? [marks('x', one.marks)] : [],
          data: { labels: one.labels, datasets: one.series().map((series) => Object.assign({
            label: series.label, data: series.values, backgroundColor: faded(series.paint, series.alpha),
            borderColor: series.paint, borderWidth: 1 }, width)) },
        };
      },
    }));
  }

  function distribution() {
    const parent = place('distribution');
    if (!data.distribution.length) leftOut(parent, t('lacks_replicates'));
    for (const one of data.distribution) {
      const centres = one.edges.slice(1).map((edge, i) => (edge + one.edges[i]) / 2);
      const decimals = one.edges[1] - one.edges[0] < 0.5 ? 2 : 1;
      const sum = (list) => list.reduce((a, b) => a + b, 0);
      barFigure(parent, {
        id: 'distribution-' + one.id, name: 'distribution_' + one.id, title: one.title,
        unit: t('distribution_unit', one.unit), decimals, dense: true,
        labels: centres.map((x) => diff(x, decimals)),
        series: () => shownSeries(one.series).map((s) => ({ label: titleOf(s.scenario), values: s.counts,
          paint: colour(s.scenario), alpha: 0.75 })),
        text: () => shownSeries(one.series).map((s) => {
          const effect = data.effects.find((e) => e.scenario === s.scenario).rows.find((row) => row.id === one.id);
          const e = names(effect.cells[effect.cells.length - 1].effect);
          const top = s.counts.indexOf(Math.max(...s.counts));
          return t('text_distribution', titleOf(s.scenario), e.positive, sum(s.counts), diff(centres[top], decimals)) +
            '.';
        }),
        table: () => ({
          columns: [t('from'), t('to'), t('scenario'), t('replicates')],
          rows: one.series.flatMap((s) => s.counts.map((count, i) =>
            [num(one.edges[i], 3), one.edges[i + 1], scenarios[s.scenario].name, count])),
        }),
      });
    }
  }

  function split() {
    const parent = place('split'), factors = data.split.factors;
    let shown = 0;
    for (const one of data.split.scenarios) {
      if (!one.dates.some((parts) => parts[0][4])) continue;
      shown++;
      barFigure(parent, {
        id: 'split-' + one.scenario, name: 'split_' + scenarios[one.scenario].name,
        title: t('split_title', titleOf(one.scenario)), unit: t('split_unit'), decimals: 1, horizontal: true, marks: [0],
        labels: factors.map((f) => t('factor_' + f).replace(/ \(.*/, '')),
        series: () => one.dates.map((parts, d) => ({ label: monthName(data.dates[d].month),
          values: parts.map((part) => part[0]), paint: colour(d + 1), alpha: 0.35 + 0.25 * d })),
        text: () => {
          const last = one.dates[one.dates.length - 1];
          return [capital(monthName(data.dates[data.dates.length - 1].month)) + ' – ' + factors.map((f, i) =>
            t('text_split', t('factor_' + f), diff(last[i][0], 1), diff(last[i][2], 1), diff(last[i][3], 1)))
            .join(separator) + '.'];
        },
        table: () => ({
          columns: [t('month'), t('part'), t('mean'), t('error'), t('low'), t('high'), t('replicates')],
          rows: one.dates.flatMap((parts, d) => parts.map((part, i) =>
            [monthCode(data.dates[d].month), t('factor_' + factors[i]), ...part.slice(0, 5)])),
        }),
      });
    }
    if (!shown) leftOut(parent, data.split.scenarios.length ? t('lacks_values') : t('lacks_policy'));
  }

  function drivers() {
    const parent = place('drivers');
    if (!data.drivers.length) leftOut(parent, t('lacks_draws'));
    for (const one of data.drivers) {
      const outstanding = one.rows.filter((row) => Math.abs(row.correlation) > one.threshold);
      barFigure(parent, {
        id: 'drivers-' + one.scenario + '-' + one.id, name: 'drivers_' + scenarios[one.scenario].name + '_' + one.id,
        title: t('drivers_title', one.title, titleOf(one.scenario)),
        unit: t('drivers_unit', one.candidates, num(one.threshold, 2)), decimals: 2, horizontal: true, legend: false,
        marks: [-one.threshold, one.threshold], range: [-1, 1], labels: one.rows.map((row) => row.path),
        series: () => [{ label: t('correlation'), values: one.rows.map((row) => row.correlation), paint: colour(1),
          alpha: 0.7 }],
        text: () => (outstanding.length ? outstanding.map((row) =>
          t('text_driver', row.path, row.meaning, diff(row.correlation, 2)) + '.') : t('none_stands_out')),
        table: () => ({
          columns: [t('parameter'), t('meaning'), t('correlation'), t('stands_out'), t('source')],
          rows: one.rows.map((row) => [row.path, row.meaning, row.correlation,
            t(Math.abs(row.correlation) > one.threshold ? 'yes' : 'no'), row.source]),
        }),
      });
    }
  }

  function sources() {
    const parent = place('sources');
    const rows = data.fans.map((fan) => [capital(fan.title), '/observations: ' + OBSERVABLES[fan.id]]);
    data.history.forEach((one) => rows.push([capital(one.title), '/observations: ' + one.id]));
    rows.push([t('flows'), '/effects: drawn_in, driven_out, drawn_in_active, driven_out_active, deadweight']);
    rows.push([t('survival'), '/observations: spell_exits, spell_censored']);
    rows.push([t('professions'), '/observations, /effects [profession]']);
    rows.push([t('places') + ', ' + t('territories'), '/observations: territory_*']);
    rows.push([t('drivers'), '/provenance: points']);
    rows.push([t('probability_before'), data.identity.parameters === 'posterior' ? '/prior' : '/observations']);
    parent.append(scroller(t('sources'), plainTable(t('sources'),
      { columns: [t('figure'), t('file_group')], rows }, 0)));
    const seen = data.history.flatMap((one) => one.observed.map((p) =>
      [monthCode(p.month), one.title, p.value, t(p.keptOut ? 'yes' : 'no'), p.source]));
    if (!seen.length) return;
    const table = { columns: [t('month'), t('figure'), t('value'), t('kept_out'), t('source')], rows: seen };
    parent.append(el('h3', {}, t('observed_title')),
      scroller(t('observed_title'), plainTable(t('observed_title'), table, 1), true),
      el('div', { class: 'tools' }, downloadButton('observed', t('observed_title'), () => table)));
  }

  function identity() {
    const from = data.identity, list = el('dl', {});
    const line = (title, text, isCode) => list.append(el('dt', {}, title),
      el('dd', {}, isCode ? el('code', {}, text) : text));
    line(t('id_version'), t('id_version_text', from.version, from.results, from.commit, from.build));
    line(t('id_seed'), from.seed);
    line(t('id_runs'), num(from.runs, 0));
    line(t('id_parameters'), t('parameters_' + from.parameters));
    line(t('id_population'), t('id_population_text', from.population, from.populationDigest));
    if (from.created) {
      const date = new Date(from.created);
      line(t('id_created'), isNaN(date) ? from.created
        : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(date) +
          ' UTC');
    }
    line(t('id_file'), from.file || t('id_no_file'));
    if (from.digest) line(t('id_digest'), from.digest, true);
    place('identity').append(list, el('h3', {}, t('id_command')), el('code', { class: 'code' }, from.command));
  }

  contents();
  [asked, answer, effects, fans, history, flows, survival, professions, places, territories, distribution, split,
    drivers, sources, identity].forEach((section) => section());
  drawAll();

  // Colours follow the theme; paper is light.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  function paper(on) {
    if (!matchMedia('(prefers-color-scheme: dark)').matches) return;
    document.documentElement.classList.toggle('paper', on);
    drawAll();
  }
  addEventListener('beforeprint', () => paper(true));
  addEventListener('afterprint', () => paper(false));
  document.documentElement.dataset.drawn = String(charts.length);
})();
