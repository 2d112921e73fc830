// What all pages of reports do: words, numbers, tables, charts. Whatever comes from the data is written as text, never as
// HTML. page.cpp puts this and the script of one kind of page into one function.
  const data = JSON.parse(document.getElementById('data').textContent);
  const locale = data.lang === 'fr' ? 'fr-FR' : 'en-GB';
  const scenarios = data.scenarios;
  const drawn = scenarios.map((s, i) => i).filter((i) => scenarios[i].role !== 'placebo');
  const visible = new Set(drawn.slice(0, 3));
  const DASHES = [[], [6, 3], [2, 2], [9, 3, 2, 3], [12, 4], [4, 2], [1, 3]];
  const FEW = 20; // draws below which counts are shown, not percentages

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
    // All or none of the replicates are no probability of 100 or 0 %.
    const counted = e.n < FEW || e.positive === 0 || e.positive === e.n;
    return (counted ? e.positive + '/' + e.n : percent(Math.min(0.99, Math.max(0.01, e.positive / e.n)))) + ties;
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
    const link = el('a', { href: url, download: (typeof name === 'function' ? name() : name) + '.csv' });
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
      i === 0 ? el('th', { scope: 'row' }, typeof value === 'number' ? num(value, decimals) : String(value))
        : typeof value === 'number' || value === null ? el('td', {}, num(value, decimals))
          : el('td', { class: 'text' }, value))));
    return el('table', {}, el('caption', {}, caption), el('thead', {}, head), el('tbody', {}, ...body));
  }
  const tables = []; // how to forget each
  const resetTables = () => tables.forEach((reset) => reset());
  // The table behind a chart, made when it is opened.
  function dataTools(name, title, make, decimals) {
    const details = el('details', {}, el('summary', { 'aria-label': t('table_below', title) }, t('data_table')));
    let made = false;
    tables.push(() => {
      if (made) details.lastChild.remove();
      made = details.open = false;
    });
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
  const numberTicks = () => ({
    color: css('--text'), maxTicksLimit: 7,
    callback: (value, i, ticks) => {
      const step = ticks.length > 1 ? Math.abs(ticks[1].value - ticks[0].value) : 1;
      return num(value, Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9))));
    },
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
    const alternative = el('p', { class: 'alternative', id }), box = el('div', { class: 'canvas' }, canvas);
    if (spec.rem) box.style.height = spec.rem + 'rem';
    parent.append(el('figure', { id: spec.id },
      el('figcaption', {}, spec.isName ? spec.title : capital(spec.title),
        spec.unit ? el('span', { class: 'unit' }, spec.unit) : null),
      box, alternative,
      spec.table ? dataTools(spec.name, spec.title, spec.table, spec.decimals) : null));
    charts.push({ canvas, alternative, spec });
  }
  const shownSeries = (series) => series.filter((one) => visible.has(one.scenario));

  // Five lines and two bands for a scenario; xs[i] belongs to q[...][i], and what is null is no point.
  // `among`: series in the chart, whose bands lie over each other.
  function bandDatasets(one, xs, among, radius = 0) {
    const paint = colour(one.scenario), strength = among > 1 ? 0.6 : 1;
    const line = (k) => xs.map((x, i) => ({ x, y: one.q[k][i] })).filter((point) => point.y !== null);
    const edge = (k, fill, alpha) => ({
      data: line(k), borderWidth: 0, pointRadius: 0, fill, backgroundColor: faded(paint, alpha), order: 3,
    });
    return [
      edge(0, false, 0), edge(4, '-1', 0.14 * strength), edge(1, false, 0), edge(3, '-1', 0.22 * strength),
      { label: one.label || titleOf(one.scenario), data: line(2), borderColor: paint, backgroundColor: paint, borderWidth: 2,
        borderDash: DASHES[one.scenario % DASHES.length], pointRadius: radius, order: 2 },
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
    const all = options({ scales: { x: timeAxis(end), y: axis({ ticks: numberTicks() }) } });
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

  function contents() {
    const list = document.getElementById('contents');
    for (const heading of document.querySelectorAll('main h2'))
      list.append(el('li', {}, el('a', { href: '#' + heading.parentElement.id }, heading.textContent)));
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
          data: { datasets: [...(one.always ? one.series : shownSeries(one.series)).flatMap((series, i, all) =>
            bandDatasets(series, one.months, all.length)),
            ...(one.more ? one.more() : [])] },
        };
      },
    }));
  }

  // Red-blue would not be told apart by all: orange below, blue above, paler than the text needs.
  function heat(td, value, most) {
    if (value === null || !(most > 0)) return;
    const strength = Math.min(1, Math.abs(value) / most) * 0.38;
    td.classList.add('heat');
    td.style.backgroundColor = value > 0 ? 'rgba(0,114,178,' + strength + ')' : 'rgba(230,159,0,' + strength + ')';
  }

  // Bars. one: { id, name, title, unit, decimals, labels, series() ([{ label, values, paint, alpha }]), horizontal, marks
  // (values with a dashed line), range ([min, max]), legend, dense (bars that touch), text(), table() }.
  function barFigure(parent, one) {
    figure(parent, Object.assign({}, one, {
      config: () => {
        const values = axis({ ticks: numberTicks() });
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

  // Draws a page: its sections, then its charts.
  function start(subtitle, sections) {
    document.getElementById('subtitle').textContent = subtitle;
    contents();
    sections.forEach((section) => section());
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
  }
