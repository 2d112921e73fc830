  // ---- charts of all pages ------------------------------------------------------------------------------------------
  const DASHES = [[], [6, 3], [2, 2], [9, 3, 2, 3], [12, 4], [4, 2], [1, 3]];
  const charts = [];
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colour = (i) => css('--s' + (i < 8 ? i : 8));
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
  // Charts of folded sections wait until they are opened.
  const shown = (entry) => !entry.canvas.closest('details.fold:not([open])');
  const drawAll = () => charts.filter(shown).forEach(draw);

  // spec: id, name (of the CSV file), title, unit, config() (of Chart.js), text() (the numbers in words, a line for each
  // scenario); with table() ({ columns, rows }) and decimals the data come below.
  function figure(parent, spec) {
    const id = fresh('text');
    const canvas = el('canvas', { role: 'img', 'aria-label': t('chart_of', spec.title), 'aria-describedby': id });
    const alternative = el('p', { class: 'alternative', id }), box = el('div', { class: 'canvas' }, canvas);
    if (spec.rem) box.style.height = spec.rem + 'rem';
    const entry = { canvas, alternative, spec };
    parent.append(el('figure', { id: spec.id },
      el('figcaption', {}, spec.isName ? spec.title : capital(spec.title),
        spec.unit ? el('span', { class: 'unit' }, spec.unit) : null),
      box, alternative,
      spec.table ? dataTools(spec.name, spec.title, spec.table, spec.decimals) : null, tools(...imageTools(entry))));
    charts.push(entry);
  }

  // Five lines and two bands for a scenario. one: { scenario, label, rows: [{ q05, ... q95 }] }; x(row, i) is where a row
  // stands; what is null is no point. `among`: series in the chart, whose bands lie over each other.
  function bandDatasets(one, x, among, radius = 0) {
    const paint = colour(one.scenario), strength = among > 1 ? 0.6 : 1;
    const line = (q) => one.rows.map((row, i) => ({ x: x(row, i), y: row[q] })).filter((point) => point.y !== null);
    const edge = (q, fill, alpha) => ({
      data: line(q), borderWidth: 0, pointRadius: 0, fill, backgroundColor: faded(paint, alpha), order: 3,
    });
    return [
      edge('q05', false, 0), edge('q95', '-1', 0.14 * strength), edge('q25', false, 0), edge('q75', '-1', 0.22 * strength),
      { label: one.label || titleOf(one.scenario), data: line('q50'), borderColor: paint, backgroundColor: paint,
        borderWidth: 2, borderDash: DASHES[one.scenario % DASHES.length], pointRadius: radius, order: 2 },
    ];
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
