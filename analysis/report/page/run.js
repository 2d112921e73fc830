  // ---- a launch: the page ----------------------------------------------------------------------------------------
  function sources() {
    const parent = place('sources');
    parent.append(scroller(t('sources'), plainTable(t('sources'), { columns: [t('figure'), t('file_group')],
      rows: data.sources.map((row) => [capital(row.figure), row.place]) }, 0)));
    const observed = grouped(data.observed, 'observable');
    const seen = data.observables.flatMap((one, i) => observed(i).map((p) =>
      [monthCode(p.month), one.title, p.value, t(p.kept_out ? 'yes' : 'no'), p.source]));
    if (!seen.length) return;
    const table = { columns: [t('month'), t('figure'), t('value'), t('kept_out'), t('source')], rows: seen };
    const title = t('observed_title');
    parent.append(el('h3', {}, title), ...withDownload(title, plainTable(title, table, 1), 'observed', () => table, true));
  }

  start('', [asked, effects, fans, history, flows, survival, professions, places, map, territories, distribution, split,
    drivers, sources, identity]);
