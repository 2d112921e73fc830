  // ---- a launch: scenarios over time -----------------------------------------------------------------------------
  const timeAxis = (end) => axis({
    type: 'linear', min: 0, max: end,
    afterBuildTicks: (scale) => {
      scale.ticks = [];
      for (let month = 0; month <= end; month += end > 96 ? 24 : 12) scale.ticks.push({ value: month });
    },
    ticks: { color: css('--text'), maxRotation: 0, autoSkip: true, callback: (month) => yearOf(month) },
  });
  function timeOptions(decimals, end = lastMonth) {
    const all = options({ scales: { x: timeAxis(end), y: axis({ ticks: numberTicks() }) } });
    all.plugins.tooltip.callbacks = {
      title: (items) => (items.length ? monthName(items[0].parsed.x) : ''),
      label: (item) => item.dataset.label + ' ' + num(item.parsed.y, decimals),
    };
    return all;
  }

  // Lines with bands over months. one: { id, name, title, unit, decimals, series (as seriesOf), always (whatever the reader
  // chose), end (last month drawn), more() (data sets of Chart.js), legend, text(), table() }.
  function bandFigure(parent, one) {
    figure(parent, Object.assign({}, one, {
      config: () => {
        const all = timeOptions(one.decimals, one.end);
        all.plugins.legend.display = one.legend !== false;
        return {
          type: 'line', options: all, plugins: [marks('x', [facts.month])],
          data: { datasets: [...(one.always ? one.series : shownSeries(one.series)).flatMap((series, i, all) =>
            bandDatasets(series, (row) => row.month, all.length)),
            ...(one.more ? one.more() : [])] },
        };
      },
    }));
  }
  function fanText(series, decimals) {
    return shownSeries(series).map((one) => {
      let text = '';
      for (const row of data.dates.flatMap(({ month }) => one.rows.filter((row) => row.month === month))) {
        const said = [num(row.q50, decimals), monthName(row.month), num(row.q05, decimals), num(row.q95, decimals)];
        text += text ? t('then', ...said) : t('text_fan', titleOf(one.scenario), ...said); // the table has all months
      }
      return text && text + '.';
    });
  }
  const fanTable = (rows) => listing(rows, 'month', 'scenario', 'q50', 'q25', 'q75', 'low', 'high');

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

  function fans() {
    const parent = place('fans'), rowsOfChart = grouped(data.by_month, 'indicator');
    scenarioChoice(parent);
    for (const chart of data.charts) {
      const indicator = data.indicators[chart.indicator], rows = rowsOfChart(chart.indicator), series = seriesOf(rows);
      if (!rows.length) {
        leftOut(parent, t('about', capital(indicator.title), t('lacks_values')));
        continue;
      }
      bandFigure(parent, {
        id: 'fan-' + indicator.id, name: indicator.id, title: indicator.title, unit: indicator.unit,
        decimals: indicator.decimals, series, text: () => fanText(series, Math.min(indicator.decimals, 1)),
        table: () => fanTable(rows),
      });
    }
  }

  // Points of what was observed, and a bar of one standard deviation to each side.
  function observedDatasets(points) {
    const bars = points.flatMap((p) => [{ x: p.month, y: p.value - p.definition_error },
      { x: p.month, y: p.value + p.definition_error }, { x: p.month, y: NaN }]);
    const paint = colour(2);
    return [
      { data: bars, borderColor: paint, borderWidth: 2, pointRadius: 0, spanGaps: false, order: 1 },
      { label: t('observed'), data: points.map((p) => ({ x: p.month, y: p.value })), showLine: false,
        pointRadius: 4, pointStyle: 'circle', borderColor: paint, pointBorderWidth: 2,
        pointBackgroundColor: points.map((p) => (p.kept_out ? css('--ground') : paint)), order: 0 },
    ];
  }

  function history() {
    const parent = place('history');
    const simulated = grouped(data.history, 'observable'), observed = grouped(data.observed, 'observable');
    if (!data.observed.length) parent.before(el('p', { class: 'note' }, t('observed_none')));
    const end = Math.min(lastMonth + 1, facts.month + facts.history) - 1;
    data.observables.forEach((one, i) => {
      const rows = simulated(i), points = observed(i);
      if (!rows.length) {
        leftOut(parent, t('about', capital(one.title), t('lacks_values')));
        return;
      }
      const said = (month) => ['q50', 'q05', 'q95'].map((q) => num(atMonth(rows, month)[q], 1));
      bandFigure(parent, {
        id: 'history-' + one.id, name: 'history_' + one.id, title: one.title, unit: one.unit, decimals: one.decimals,
        always: true, series: [{ scenario: 0, rows: rows.filter((row) => row.month <= end) }], end,
        more: () => (points.length ? observedDatasets(points) : []),
        text: () => {
          const [median, low, high] = said(end);
          return [t('text_fan', titleOf(0), median, monthName(end), low, high) + '.', points.map((p) =>
            t('text_observed', monthName(p.month), num(p.value, Number.isInteger(p.value) ? 0 : 1), ...said(p.month)))
            .join(separator)];
        },
        table: () => {
          const table = fanTable(rows);
          for (const p of points)
            table.rows.push([monthCode(p.month), t('observed'), p.value, null, null, null, null]);
          return table;
        },
      });
    });
  }

  function survival() {
    const parent = place('survival'), cohort = grouped(data.survival, 'entry_year');
    if (!data.survival.length) leftOut(parent, t('lacks_spells'));
    for (const year of distinct(data.survival, 'entry_year')) {
      const title = t('survival_title', year), series = seriesOf(cohort(year)).filter((one) => one.rows.length);
      figure(parent, {
        id: 'survival-' + year, name: 'survival_' + year, title, unit: t('survival_unit'), decimals: 1,
        config: () => {
          const all = options({ scales: {
            x: axis({ type: 'linear', min: 0, ticks: numberTicks() }),
            y: axis({ min: 0, max: 100, ticks: numberTicks() }) } });
          all.plugins.tooltip.callbacks = {
            title: (items) => (items.length ? num(items[0].parsed.x, 1) + ' ' + t('years_since') : ''),
            label: (item) => item.dataset.label + ' ' + num(item.parsed.y, 1) + '\u00a0%',
          };
          const datasets = shownSeries(series).map((one) => ({
            label: titleOf(one.scenario), stepped: true, borderWidth: 2, pointRadius: 0, fill: false,
            borderColor: colour(one.scenario), borderDash: DASHES[one.scenario % DASHES.length],
            data: [{ x: 0, y: 100 }, ...one.rows.map((row) => ({ x: row.years, y: row.still_members }))],
          }));
          return { type: 'line', data: { datasets }, options: all };
        },
        text: () => shownSeries(series).map((one) => {
          const two = one.rows[Math.min(3, one.rows.length - 1)];
          return t('text_survival', titleOf(one.scenario), num(two.still_members, 1),
            num(two.years, two.years % 1 ? 1 : 0)) + '.';
        }),
        table: () => listing(cohort(year), 'years', 'scenario', 'still_members', 'standard_error', 'at_risk'),
      });
    }
  }

