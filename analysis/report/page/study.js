  // ---- a study: outcomes over factors ----------------------------------------------------------------------------
  const outcomes = data.outcomes, factors = data.factors;
  const hasEffects = data.series.some((series) => series.is_effect);
  const choicesOf = grouped(data.choices, 'factor');
  const groupsOf = grouped(data.groups, 'factor'), mapGroupsOf = grouped(data.map_groups, 'factor');
  factors.forEach((factor, f) => Object.assign(factor, { // what other tables have of it
    words: choicesOf(f).map((row) => row.word),
    groups: groupsOf(f).map((row) => row.value), mapGroups: mapGroupsOf(f).map((row) => row.value),
  }));
  // What the reader looks at.
  const chosen = { outcome: 0, date: lastDate, effects: hasEffects, map: 0 };
  const seriesShown = () => data.series.map((series, i) => Object.assign({ i }, series))
    .filter((series) => series.is_effect === chosen.effects);
  const seriesTitle = (series) =>
    (series.is_effect ? t('less', titleOf(series.scenario), titleOf(0)) : titleOf(series.scenario));
  // Titles are too long for a legend.
  const seriesName = (series) => (series.is_effect ? scenarios[series.scenario].name + ' − ' + scenarios[0].name
    : scenarios[series.scenario].name);
  const outcome = () => outcomes[chosen.outcome];
  const outcomeTitle = () => capital(outcome().title) + ' – ' + monthName(data.dates[chosen.date].month);
  const KEYS = ['outcome', 'date', 'series'];
  const curveRows = grouped(data.curves, ...KEYS, 'factor'), mapRows = grouped(data.maps, ...KEYS, 'pair', 'row');
  const indexRows = grouped(data.indices, ...KEYS), figureRows = grouped(data.figures, ...KEYS, 'factor');
  const curveOf = (series, f) => curveRows(chosen.outcome, chosen.date, series.i, f);
  // What moves an outcome (a row of data.outcomes): { kind, basis }, and the figures of a factor, [{ name, value }].
  const indicesOf = (o, series) => indexRows(o, chosen.date, series.i)[0];
  const figuresOf = (o, series, f) => figureRows(o, chosen.date, series.i, f);
  const figureOf = (o, series, f, name) => figuresOf(o, series, f).find((row) => row.name === name)?.value;
  const plain = new Intl.NumberFormat(locale, { maximumSignificantDigits: 5 });
  const valueText = (factor, value) => (factor.kind === 'month' ? monthName(Math.round(value))
    : factor.kind === 'word' ? factor.words[value] : plain.format(value).replace('-', '−'));
  // The same for files: a number, a month as 2024-01.
  const valueCode = (factor, value) => (factor.kind === 'month' ? monthCode(Math.round(value))
    : factor.kind === 'word' ? factor.words[value] : value);
  const fileName = (what) => () => what + '_' + outcome().id + '_' + monthCode(data.dates[chosen.date].month) +
    (hasEffects ? (chosen.effects ? '_differences' : '_levels') : '');
  const signed = (value, decimals) => (chosen.effects ? diff(value, decimals) : num(value, decimals));

  const kept = []; // what is drawn again when the reader chooses otherwise
  const keep = (parent, make) => {
    const box = el('div', {});
    parent.append(box);
    kept.push(() => box.replaceChildren(...make()));
    kept[kept.length - 1]();
  };
  const status = el('p', { class: 'note', role: 'status' });
  const say = () => {
    status.textContent = t('status', outcomeTitle(), hasEffects ? t(chosen.effects ? 'differences' : 'levels') : outcome().unit);
  };
  function refresh() {
    say();
    drawAll();
    resetTables();
    kept.forEach((make) => make());
  }
  function select(parent, title, names, value, change) {
    const id = fresh('choice'), list = el('select', { id });
    names.forEach((name, i) => list.append(el('option', { value: i }, name)));
    list.value = String(value);
    list.addEventListener('change', () => {
      change(Number(list.value));
      refresh();
    });
    parent.append(el('label', { for: id }, title + ' ', list));
  }

  function studied() {
    const parent = place('studied'), [d] = data.design, source = origin.parameters;
    const scenariosOf = grouped(data.factor_scenarios, 'factor');
    parent.append(el('p', {}, t(source === 'defaults' ? 'others_fixed' : 'others_drawn')));
    const where = (f) => (scenariosOf(f).length === scenarios.length ? t('all_scenarios')
      : scenariosOf(f).map((row) => titleOf(row.scenario)).join(', '));
    parent.append(scroller(t('factors'), plainTable(t('factors_caption'), {
      columns: [t('factor'), t('meaning'), t('unit'), t('from'), t('to'), t('scenarios')],
      rows: factors.map((factor, f) => [factor.path, factor.meaning, factor.unit,
        ...(factor.kind === 'word' ? [factor.groups.map((v) => valueText(factor, v)).join(', '), '']
          : [valueText(factor, factor.low), valueText(factor, factor.high)]), where(f)]),
    }, 2)));
    if (d.failed || d.missing)
      parent.append(el('p', { class: 'caution' }, t('holes', num(d.failed, 0), num(d.missing, 0), num(d.runs, 0),
        num(d.balanced_points, 0), num(d.balanced_replicates, 0))));
    parent.append(el('p', { class: 'caution' }, t('caution_' + source)));
    if (d.replicates < facts.few) parent.append(el('p', { class: 'caution' }, t('few_replicates', d.replicates)));
  }

  function choices() {
    const parent = place('choices');
    if (!outcomes.length) {
      leftOut(parent, t('lacks_outcomes'));
      return;
    }
    const box = el('fieldset', {}, el('legend', {}, t('choose')));
    select(box, t('outcome'), outcomes.map((one) => capital(one.title) + ' (' + one.unit + ')'), chosen.outcome,
      (i) => { chosen.outcome = i; });
    if (data.dates.length > 1)
      select(box, t('date'), data.dates.map(({ month }) => monthName(month)), chosen.date, (i) => { chosen.date = i; });
    if (hasEffects)
      select(box, t('shown'), [t('levels'), t('differences')], Number(chosen.effects),
        (i) => { chosen.effects = i === 1; });
    parent.append(box, status);
    say();
  }

  // The figure of an index that says how much a factor does, and its interval where there is one.
  const MAIN = { variance: ['total', 'total_low', 'total_high'], effects: ['mu_star'],
    regression: ['slope', 'slope_low', 'slope_high'] };
  const mainOf = (o, series, f) => (MAIN[indicesOf(o, series).kind] || []).map((name) => figureOf(o, series, f, name));

  function moves() {
    const parent = place('moves');
    if (!outcomes.length) return leftOut(parent, t('lacks_outcomes'));
    keep(parent, () => seriesShown().flatMap((series) => {
      const title = t('moves_of', seriesTitle(series), monthName(data.dates[chosen.date].month));
      const rows = outcomes.map((one, o) => {
        const indices = indicesOf(o, series);
        const figures = factors.map((factor, f) => mainOf(o, series, f)), values = figures.map((figure) => figure[0] ?? null);
        // Shares and slopes have a scale of their own; changes are compared with the largest of the outcome.
        const largest = Math.max(0, ...values.map((v) => Math.abs(v || 0)));
        return { one, o, indices, figures, values, most: indices.kind === 'effects' ? largest : Math.max(1, largest) };
      });
      const kinds = rows.map((row) => row.indices.kind).filter((kind) => kind !== 'none');
      if (!kinds.length) return [el('p', { class: 'note' }, t('nothing_here', t('about', title, indicesOf(chosen.outcome, series).basis))) ];
      const head = [t('outcome'), ...factors.map((factor) => factor.path)];
      const body = rows.map((row) => [heading('row', capital(row.one.title), row.one.unit),
        ...row.figures.map(([value = null, low = null, high = null], f) => {
          const decimals = row.indices.kind === 'effects' ? row.one.decimals : 2;
          const chance = row.indices.kind === 'effects' ? figureOf(row.o, series, f, 'chance') : null;
          const td = el('td', {}, el('span', { class: 'strong' }, num(value, decimals)),
            low === null ? null : el('span', { class: 'small' }, '[' + num(low, 2) + separator + num(high, 2) + ']'),
            chance === null ? null : el('span', { class: 'small' }, t('chance_alone', num(chance, decimals))));
          const isClear = low === null ? chance === null || value > chance : low > 0 || high < 0;
          if (isClear) heat(td, value, row.most); // what may be nothing has no colour
          return td;
        })]);
      const table = () => ({ columns: head, rows: rows.map((row) => [row.one.title, ...row.values]) });
      return [el('h3', {}, title), el('p', {}, t('moves_' + kinds[0])),
        scroller(title, grid({ 'aria-label': title }, null, head.map((text) => heading('col', text)), body)),
        el('p', { class: 'note' }, t('rests_on', outcome().title, indicesOf(chosen.outcome, series).basis)),
        tools(downloadButton(fileName('indices'), title, table))];
    }));
  }

  function tornado() {
    const parent = place('tornado');
    if (!outcomes.length) return leftOut(parent, t('lacks_outcomes'));
    const of = (series) => indicesOf(chosen.outcome, series);
    const main = (series, f) => (mainOf(chosen.outcome, series, f)[0] ?? null);
    const ranked = () => factors.map((factor, f) =>
      ({ f, weight: Math.max(0, ...seriesShown().map((series) => Math.abs(main(series, f) || 0))) }))
      .sort((a, b) => b.weight - a.weight).map((row) => row.f);
    const interval90 = (series, f) => {
      const [value, low, high] = mainOf(chosen.outcome, series, f);
      return num(value, 2) + (low === undefined ? '' : ' [' + num(low, 2) + separator + num(high, 2) + ']');
    };
    barFigure(parent, {
      id: 'tornado-bars', name: fileName('tornado'), title: t('tornado_title'), decimals: 3, horizontal: true,
      rem: Math.max(14, 4 + 1.8 * factors.length),
      get labels() { return ranked().map((f) => factors[f].path); },
      series: () => {
        const order = ranked(), all = seriesShown();
        const bars = all.map((series) => ({ label: seriesName(series) + ' – ' + t('bar_' + of(series).kind),
          values: order.map((f) => main(series, f)), paint: colour(series.scenario), alpha: 0.7 }));
        const beside = { variance: 'first', effects: 'chance' }[all.length === 1 ? of(all[0]).kind : ''];
        if (beside)
          bars.push({ label: t('bar_' + beside), paint: colour(3), alpha: 0.45,
            values: order.map((f) => figureOf(chosen.outcome, all[0], f, beside)) });
        return bars;
      },
      text: () => [outcomeTitle() + '.', ...seriesShown().map((series) => seriesTitle(series) +
        (page.lang === 'fr' ? '\u00a0: ' : ': ') + (of(series).kind === 'none'
        ? t('nothing_here', of(series).basis)
        : ranked().slice(0, 3).map((f) => factors[f].path + ' ' + interval90(series, f)).join(separator) + '.'))],
      table: () => {
        const all = seriesShown().filter((series) => of(series).kind !== 'none');
        const figures = (series, f, what) => figuresOf(chosen.outcome, series, f).map((row) => row[what]);
        return { columns: [t('factor'), t('scenario'), ...(all.length ? figures(all[0], 0, 'name') : [])],
          rows: all.flatMap((series) => ranked().map((f) =>
            [factors[f].path, seriesTitle(series), ...figures(series, f, 'value')])) };
      },
    });
  }

  function curves() {
    const parent = place('curves');
    parent.before(el('p', {}, t('curves_intro', facts.band)));
    if (!outcomes.length) return leftOut(parent, t('lacks_outcomes'));
    factors.forEach((factor, f) => {
      const xs = factor.kind === 'word' ? factor.groups.map((value, i) => i) : factor.groups;
      const tick = (value) => (factor.kind === 'word'
        ? (Number.isInteger(value) && factor.groups[value] !== undefined ? valueText(factor, factor.groups[value]) : '')
        : valueText(factor, value));
      const shown = () => seriesShown().map((series) =>
        ({ scenario: series.scenario, label: seriesName(series), title: seriesTitle(series), rows: curveOf(series, f) }));
      figure(parent, {
        id: 'curve-' + f, name: fileName('curve_' + factor.path), title: factor.path, isName: true, decimals: 3,
        unit: factor.meaning + (factor.unit ? ' (' + factor.unit + ')' : ''),
        config: () => {
          const all = options({ scales: {
            x: axis({ type: 'linear', ticks: { color: css('--text'), maxRotation: 0, autoSkip: true, autoSkipPadding: 12,
              maxTicksLimit: factor.kind === 'word' ? 20 : 6, callback: tick } }),
            y: axis({ ticks: numberTicks(),
              title: { display: true, text: outcome().unit, color: css('--text') } }) } });
          if (factor.kind === 'word') Object.assign(all.scales.x, { min: -0.3, max: xs.length - 0.7 });
          if (factor.kind === 'month')
            all.scales.x.afterBuildTicks = (scale) => { scale.ticks = xs.map((value) => ({ value })); };
          all.plugins.tooltip.callbacks = {
            title: (items) => (items.length ? factor.path + ' ' + tick(items[0].parsed.x) : ''),
            label: (item) => item.dataset.label + ' ' + signed(item.parsed.y, outcome().decimals),
          };
          all.elements.point.radius = 3;
          return { type: 'line', options: all, data: { datasets: shown().flatMap((one, i, all) => bandDatasets(one, (row, g) => xs[g], all.length, 3)) } };
        },
        text: () => [outcomeTitle() + '.', ...shown().map((one) => {
          const median = one.rows.map((row) => row.q50), last = median.length - 1, digits = outcome().decimals;
          const known = median.filter((value) => value !== null);
          if (!known.length) return t('nothing_here', t('lacks_values'));
          const lowest = median.indexOf(Math.min(...known)), highest = median.indexOf(Math.max(...known));
          const at = (i) => [signed(median[i], digits), valueText(factor, factor.groups[i])];
          return t('text_curve', one.title, ...at(0), ...at(last)) + ' ' + t('text_extremes', ...at(lowest), ...at(highest));
        })],
        table: () => ({
          columns: [factor.path, t('scenario'), t('median'), '25\u00a0%', '75\u00a0%', '5\u00a0%', '95\u00a0%'],
          rows: shown().flatMap((one) => factor.groups.map((value, g) =>
            [valueCode(factor, value), one.label, ...['q50', 'q25', 'q75', 'q05', 'q95'].map((q) => one.rows[g][q])])),
        }),
      });
    });
  }

  function maps() {
    const parent = place('maps');
    if (!outcomes.length || !data.pairs.length) return leftOut(parent, t('lacks_pairs'));
    if (data.pairs.length > 1) {
      const box = el('fieldset', {}, el('legend', {}, t('choose_pair')));
      select(box, t('pair'), data.pairs.map((pair) => factors[pair.down].path + ' × ' + factors[pair.across].path), 0,
        (i) => { chosen.map = i; });
      parent.append(box);
    }
    keep(parent, () => seriesShown().flatMap((series) => {
      const pair = data.pairs[chosen.map], down = factors[pair.down], across = factors[pair.across];
      const cells = down.mapGroups.map((value, row) =>
        mapRows(chosen.outcome, chosen.date, series.i, chosen.map, row).map((cell) => cell.mean));
      const all = cells.flat().filter((value) => value !== null);
      if (!all.length) return [];
      const low = chosen.effects ? 0 : Math.min(...all), most = Math.max(...all.map((value) => Math.abs(value - low)));
      const title = t('map_of', outcomeTitle(), seriesTitle(series));
      const corner = down.path + ' \\ ' + across.path;
      const head = [corner, ...across.mapGroups.map((value) => valueText(across, value))];
      const body = cells.map((row, i) => [heading('row', valueText(down, down.mapGroups[i])),
        ...row.map((value) => {
          const td = el('td', {}, signed(value, outcome().decimals));
          if (value !== null) heat(td, value - low, most);
          return td;
        })]);
      const table = () => ({ columns: [corner, ...across.mapGroups.map((v) => valueCode(across, v))],
        rows: cells.map((row, i) => [valueCode(down, down.mapGroups[i]), ...row]) });
      return [el('h3', {}, title), el('p', { class: 'note' }, outcome().unit),
        ...withDownload(title, grid({ 'aria-label': title }, null, head.map((text) => heading('col', text)), body),
          fileName('map_' + down.path + '_' + across.path), table)];
    }));
  }

  function study() {
    place('identity').append(el('details', {}, el('summary', {}, t('study_text')),
      scroller(t('study_text'), el('code', { class: 'code' }, data.design[0].study), true)));
  }

  function bought() {
    place('bought').append(...data.purchases.map(({ text }) => el('p', {}, text)));
  }

  start(t('study_subtitle', t('method_' + data.design[0].method), num(data.design[0].points, 0),
    num(data.design[0].replicates, 0), origin.population), [asked, studied, choices, moves, tornado, curves, maps, bought,
    identity, study]);
