  // ---- the session: what is asked, what came ----------------------------------------------------------------------
  const session = { territory: { ...data.territory }, policies: [newPolicy(1)], selected: 1, next: 2, answers: {}, revisions: {}, states: {} };
  let asked = false, sending = false, telling = 0, polling = false, renewed = false, stopped = false, wasRunning = false;
  const selected = () => session.policies.find(({ id }) => id === session.selected) || session.policies[0];

  // One request at a time, in order, with all that changed meanwhile: what a later one supersedes costs the server little.
  async function send() {
    asked = true;
    if (sending) return;
    sending = true;
    try {
      while (asked) {
        asked = false;
        const said = session.policies.filter(says).map(({ id, fields }) => ({ id, fields }));
        const { problems } = await (await call('/run', { territory: session.territory, selected: session.selected, policies: said })).json();
        if (!asked) accepted(problems, said);
      }
    } catch (error) {
      lost();
    }
    sending = false;
  }
  function accepted(problems, said) {
    clearTimeout(telling); // a number that is being typed is none yet
    telling = setTimeout(() => showProblems(problems, selected()), problems.length ? 400 : 0);
    if (problems.length) return;
    stopped = false;
    const gone = session.policies.filter(({ id }) => session.answers[id] && !said.some((one) => one.id === id));
    for (const { id } of gone) delete session.answers[id];
    if (gone.length) draw();
    else progress();
    poll();
  }
  function lost() {
    polling = false;
    $('#wrong').hidden = false;
    $('#wrong').replaceChildren(el('b', {}, t('lost')));
  }

  async function poll() {
    renewed = true; // an answer that is under way may be older than what runs now
    if (polling) return;
    polling = true;
    try {
      for (let failed = 0; ;) {
        renewed = false;
        const known = Object.fromEntries(Object.entries(session.revisions).map(([id, revision]) => ['r' + id, revision]));
        let policies;
        try {
          ({ policies } = await (await call('/state', known)).json());
          failed = 0;
        } catch (error) { // a connection may be lost where others crowd the door
          if (error.status || ++failed > 8) throw error;
          await new Promise((later) => setTimeout(later, 250));
          continue;
        }
        let fresh = false;
        session.states = {};
        for (const one of policies) {
          session.states[one.id] = one;
          if (!one.answer) continue;
          fresh = true;
          session.answers[one.id] = one.answer;
          session.revisions[one.id] = one.revision;
        }
        if (fresh) draw();
        else progress();
        if (!renewed && !policies.some((one) => one.running)) break;
      }
      polling = false;
    } catch (error) {
      lost();
    }
  }

  // ---- drawing ------------------------------------------------------------------------------------------------------
  function progress() {
    const answer = session.answers[session.selected], state = session.states[session.selected], done = state ? state.done : 0;
    const running = Object.values(session.states).some((one) => one.running);
    $('#bar').value = done;
    const known = answer && answer.cells && answer.cells[0].shown ? ' · ' + t('precision', num(answer.cells[0].error, 1)) : '';
    $('#precision').textContent = state ? t('progress_text', done, data.most) + known : '';
    $('#stop').hidden = !state || (!running && !stopped);
    $('#stop').textContent = stopped ? t('resume') : t('stop');
    $('#slow').hidden = !state || state.keeps;
    $('#first').hidden = !state || state.ready || done > 0;
    const failure = state ? state.failure : '', why = $('#failed span');
    if (why.textContent !== failure) why.textContent = failure; // said once to those who listen
    $('#failed').hidden = !failure;
    $('#sentences').hidden = failure && !answer;
    if (running !== wasRunning) $('#live').textContent = running ? t('running') : done && !failure ? t('finished', done) : '';
    wasRunning = running;
    for (const id of ['save', 'copy', 'report', 'workbook']) $('#' + id).disabled = !state || (id !== 'save' && !done);
    $('#digest').hidden = !answer || !answer.digest;
    if (answer && answer.digest) $('#digest').replaceChildren(t('digest') + (french ? '\u00a0: ' : ': '), el('code', {}, answer.digest), '. ' + t('digest_text'));
  }
  function sentences(answer) {
    if (!answer || !answer.sentences) return [el('p', { class: 'ans' }, says(selected()) ? t('running') : t('nothing_yet'))];
    if (answer.done < data.few) return [];
    return answer.sentences.flatMap((one, i) => [el('p', { class: i ? 'more' : 'ans' }, el('b', {}, one.claim + '.'), ' ' + one.text),
      one.confidence && (!i || one.mark !== '·') ? el('p', { class: 'cf' }, el('span', { 'aria-hidden': 'true' }, one.mark), el('span', {}, one.confidence)) : null]).filter(Boolean);
  }
  function draw() {
    const answer = session.answers[session.selected];
    const all = session.policies.map((policy, i) => ({ policy, answer: session.answers[policy.id], colour: Math.min(8, i + 1) }));
    const shown = all.filter((one) => one.answer && one.answer.cells && one.policy.shown);
    const current = all.find((one) => one.policy.id === session.selected && one.answer && one.answer.cells);
    $('#h-a').textContent = t('answer_title') + (answer && answer.date ? ', ' + answer.date : '');
    $('#sentences').replaceChildren(...sentences(answer));
    $('#few').hidden = !answer || answer.done >= data.few;
    for (const one of $$('.res')) one.hidden = one.id === 'places' ? one.hidden : !shown.length;
    const width = $('#fan').clientWidth; // before anything changes: what follows is laid out once, not twice
    drawPlot(shown, session.selected);
    drawMatrix(shown, session.selected);
    drawFan(current, width);
    drawMap(current);
    progress();
  }
  function cards() {
    const full = session.policies.length >= data.policies, add = el('button', { type: 'button', class: 'add', id: 'add', disabled: full }, '+ ' + t('add'));
    add.addEventListener('click', () => insert());
    $('#cards').replaceChildren(...session.policies.map((policy, i) => {
      const on = policy.id === session.selected, box = el('input', { type: 'checkbox', checked: policy.shown });
      const button = el('button', { type: 'button', class: 'ct', 'aria-pressed': String(on) }, el('b', {}, policy.fields.name || t('policy_number', policy.id)),
        el('small', {}, policy.fields.start));
      button.addEventListener('click', () => choose(policy.id, true));
      box.addEventListener('change', () => { policy.shown = box.checked; draw(); });
      return el('div', { class: 'cd c' + Math.min(8, i + 1) + (on ? ' on' : '') }, button, el('label', {}, box, ' ' + t('compare')));
    }), add);
  }
  function form() {
    const { duplicate, remove } = drawForm(selected(), send, cards);
    duplicate.disabled = session.policies.length >= data.policies;
    duplicate.addEventListener('click', () => insert(selected()));
    remove.disabled = session.policies.length < 2;
    remove.addEventListener('click', () => {
      delete session.answers[session.selected];
      session.policies = session.policies.filter(({ id }) => id !== session.selected);
      choose(session.policies[0].id);
      send();
    });
  }
  function choose(id, focus) {
    session.selected = id;
    cards();
    form();
    draw();
    if (focus) $('#cards [aria-pressed=true]').focus();
    if (says(selected())) send();
  }
  function insert(from) {
    const policy = newPolicy(session.next++, from);
    session.policies.push(policy);
    choose(policy.id);
    $('#name').focus();
  }

  // ---- what buttons do ----------------------------------------------------------------------------------------------
  async function files() {
    while (sending) await new Promise((later) => setTimeout(later, 20)); // what was typed last is saved too
    return (await call('/toml', { policy: session.selected })).json();
  }
  $('#save').addEventListener('click', async () => {
    const saved = await files();
    download(saved.file, 'application/toml', saved.toml);
    if (saved.csv) download(saved.table, 'text/csv', saved.csv);
  });
  $('#copy').addEventListener('click', async () => {
    const { command } = await files();
    try { await navigator.clipboard.writeText(command); } catch (error) { window.prompt(t('copy'), command); }
    $('#live').textContent = t('copied');
  });
  // All policies of the session: several are run once more as one launch, which is waited for.
  async function paper(path, ending) {
    const chosen = session.policies.length > 1 ? t('policies_file') : selected().fields.name || 'policy';
    for (;;) {
      const reply = await call(path, {});
      if (reply.status === 200) {
        $('#live').textContent = $('#writing').textContent = '';
        return download(chosen.replace(/[^A-Za-z0-9]+/g, '_') + ending, reply.headers.get('Content-Type'), await reply.blob());
      }
      const { done, of, failure } = await reply.json();
      $('#writing').textContent = failure ? t('joint_failed', failure) : t('writing', done, of);
      if (failure) return;
      await new Promise((later) => setTimeout(later, 200));
    }
  }
  const waited = (button, work) => button.addEventListener('click', async () => {
    button.setAttribute('aria-disabled', 'true');
    try { await work(); } catch (error) { lost(); }
    button.removeAttribute('aria-disabled');
  });
  waited($('#report'), () => paper('/report', '.html'));
  if (data.workbooks) waited($('#workbook'), () => paper('/workbook', '.xlsx'));
  else $('#workbook').replaceWith(el('span', { class: 'mu small' }, t('no_workbook')));
  $('#stop').addEventListener('click', async () => {
    if (stopped) return send();
    stopped = true;
    await call('/stop', {});
    progress();
  });
  $('#common').addEventListener('change', draw);
  $('#path').addEventListener('change', draw);
  $('#form').addEventListener('submit', (event) => event.preventDefault());
  addEventListener('resize', draw);
  addEventListener('pagehide', () => call('/close', {}, true).catch(() => {}));
  drawWhere(session.territory, send);
  choose(1);
  if (!says(selected())) send(); // the reference of the territory is run before anything is asked
