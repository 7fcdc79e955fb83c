"""The statements that make messages by the million, each from the plan of the interactions.

Everything drawn by chance comes from a hash of the interaction's number: the same data at each building.
"""

CHANCE = """
    create or replace function pg_temp.chance(i bigint, salt int) returns float8 language sql immutable
    as $$ select (hashint8extended(i, salt) & 2147483647) / 2147483648.0::float8 $$
"""
ONE_OF = """
    create or replace function pg_temp.one_of(words text[], i bigint, salt int) returns text
    language sql immutable
    as $$ select words[1 + floor(pg_temp.chance(i, salt) * cardinality(words))::int] $$
"""
SELDOM = """
    create or replace function pg_temp.seldom(words text[], i bigint, salt int) returns text
    language sql immutable
    as $$ select words[1 + floor(pg_temp.chance(i, salt) ^ 4 * cardinality(words))::int] $$
"""
"""One of the words, the first a hundred times as often as the last."""
# Of twenty interactions eleven are a message and its answer, three are never answered, in four the public
# insists before the answer, in two it comes back: forty-five messages.
PLAN = """
    create temp table plan as
    with drawn as (
        select i,
            width_bucket(pg_temp.chance(i, 1), %(brand_limits)s::float8[]) + 1 as b,
            width_bucket(pg_temp.chance(i, 2), %(channel_limits)s::float8[]) + 1 as c,
            case when (i * 3 + 2) %% 20 < 11 then 'answered' when (i * 3 + 2) %% 20 < 14 then 'silent'
                 when (i * 3 + 2) %% 20 < 18 then 'insisted' else 'returned' end as shape,
            %(beginning)s::timestamptz
                + interval '1 day' * floor(%(days)s::float8 * (i - 1) / %(interactions)s)
                + interval '1 hour' * (width_bucket(pg_temp.chance(i, 3), %(hour_limits)s::float8[])
                                       + pg_temp.chance(i, 4)) as opened_at
        from generate_series(1::bigint, %(interactions)s) as i
    ), timed as (
        select *,
            case when shape = 'insisted' then opened_at
                + interval '1 second' * (20 + 300 * pg_temp.chance(i, 5)) end as again_at,
            case when shape <> 'silent' then opened_at
                + interval '1 second' * (330 - 5400 * ln(1 - pg_temp.chance(i, 6))) end as replied_at
        from drawn
    ), returned as (
        select *,
            case when shape = 'returned' then replied_at
                + interval '1 second' * (60 - 20000 * ln(1 - pg_temp.chance(i, 7))) end as back_at
        from timed
    ), complete as (
        select *, back_at + interval '1 second' * (120 - 5400 * ln(1 - pg_temp.chance(i, 8))) as finished_at
        from returned
    )
    select i, shape,
        (%(brands)s::bigint[])[b] as brand_id,
        (%(channels)s::bigint[])[(b - 1) * %(channels_each)s + c] as channel_id,
        (%(networks)s::text[])[c] as network,
        'Client ' || (pg_temp.chance(i, 9) * %(interactions)s / 3)::bigint as author,
        'Agent ' || (1 + floor(pg_temp.chance(i, 10) * 4))::int || ' marque ' || b as agent,
        opened_at, again_at,
        case when replied_at < %(now)s then replied_at end as replied_at,
        case when finished_at < %(now)s then back_at end as back_at,
        case when finished_at < %(now)s then finished_at end as finished_at,
        opened_at < %(now)s::timestamptz - interval '28 days' as is_old,
        opened_at > %(now)s::timestamptz - interval '3 days' as is_of_these_days
    from complete
    order by i
"""
INTERACTIONS = """
    insert into inbox_interaction
        (id, brand_id, channel_id, author, author_key, kind, theme, language, sentiment, priority, holder_id,
         state, reason, source, opened_at, last_at, waiting_since, first_response_at, substantive_at,
         closed_at, reopened, message_count, excerpt)
    select i, brand_id, channel_id, author, lower(author),
        case when pg_temp.chance(i, 20) < 0.7 then pg_temp.one_of(%(kinds)s, i, 21) else '' end,
        case when pg_temp.chance(i, 22) < 0.5
             then 'thème ' || (1 + floor(pg_temp.chance(i, 23) * 40))::int else '' end,
        case when pg_temp.chance(i, 24) < 0.8 then 'fr' else 'en' end,
        pg_temp.one_of(array['', 'negative', 'neutral', 'neutral', 'positive'], i, 25),
        2,
        case when replied_at is null and not is_old and pg_temp.chance(i, 26) < 0.1
             and brand_id = any(%(held_brands)s) then %(holder)s end,
        s.state, '', 'file', opened_at, s.last_at,
        case when replied_at is null then opened_at end, replied_at, replied_at,
        case when s.state = 'closed' then s.last_at + interval '1 day' * pg_temp.chance(i, 27) end,
        case when pg_temp.chance(i, 28) < 0.01 then 1 else 0 end,
        1 + num_nonnulls(again_at, replied_at, back_at, finished_at),
        left(pg_temp.one_of(%(bodies)s, i * 4, 40), 200)
    from plan, lateral (
        select greatest(opened_at, again_at, replied_at, finished_at) as last_at,
            case when replied_at is null and is_old and pg_temp.chance(i, 29) < 0.3 then 'set_aside'
                 when replied_at is null and is_old then 'closed'
                 when replied_at is null and is_of_these_days and pg_temp.chance(i, 30) < 0.2
                     then 'waiting_escalated'
                 when replied_at is null and is_of_these_days and pg_temp.chance(i, 30) < 0.25
                     then 'waiting_approval'
                 when replied_at is null then 'new'
                 when is_old and pg_temp.chance(i, 31) < 0.9 then 'closed'
                 else 'answered' end as state
    ) s
"""
MESSAGES = """
    insert into inbox_message
        (brand_id, channel_id, interaction_id, network, external_id, direction, sent_at, author, author_key,
         text, in_reply_to, conversation, addressee_key, automatic, holding, url, source, placed_by_person)
    select brand_id, channel_id, i, network, i || '.' || m.position, m.direction, m.sent_at,
        case m.direction when 'in' then author else agent end,
        case m.direction when 'in' then lower(author) else lower(agent) end,
        case m.direction
            when 'in' then
                pg_temp.one_of(%(openings)s, m.n, 41) || pg_temp.one_of(%(bodies)s, m.n, 40)
                || case when pg_temp.chance(m.n, 42) < 0.3
                        then ' Dossier n° ' || (pg_temp.chance(m.n, 43) * 900000)::int || '.' else '' end
                || case when pg_temp.chance(m.n, 45) < 0.3
                        then ' C’est à ' || pg_temp.seldom(%(places)s, m.n, 46) || '.' else '' end
            else 'Bonjour ' || author || ', ' || pg_temp.one_of(%(replies)s, m.n, 44)
        end,
        case when m.position > 1 and network <> 'whatsapp' then i || '.' || (m.position - 1) else '' end,
        case when network = 'whatsapp' then 'c' || i else '' end,
        '', false, false, '', 'file', false
    from plan, lateral (
        select row_number() over (order by sent_at) as position, i * 4 + row_number() over () - 1 as n, *
        from (values ('in', opened_at), ('in', again_at), ('out', replied_at), ('in', back_at),
                     ('out', finished_at)) v (direction, sent_at)
        where sent_at is not null
    ) m
"""
EPISODES = """
    insert into inbox_waitingepisode (brand_id, interaction_id, number, opened_at, ended_at, ended_by)
    select brand_id, i, e.number, e.opened_at, e.ended_at, case when e.ended_at is null then '' else agent end
    from plan, lateral (
        values (1, opened_at, replied_at), (2, back_at, finished_at)
    ) e (number, opened_at, ended_at)
    where e.opened_at is not null
"""
EVENTS = """
    insert into inbox_interactionevent
        (brand_id, interaction_id, at, verb, from_state, to_state, note, details)
    select brand_id, id, closed_at, 'closed',
        case when first_response_at is null then 'new' else 'answered' end, 'closed', '', '{}'
    from inbox_interaction where state = 'closed'
"""
# One interaction in twenty-five was passed on, and all that wait for a department.
ESCALATIONS = """
    insert into escalations_escalation
        (brand_id, interaction_id, department_id, state, question, why, chain, step, stand_ins, deputies,
         acknowledge_minutes, answer_minutes, around_the_clock, may_wake, calendar_version, opened_at,
         acknowledge_by, answer_by, acknowledged_at, answered_at, relayed_at, closed_at, publishable,
         internal, close_reason, put_in_touch_how, leg, joins, next_step_at)
    select i.brand_id, i.id, d.id, case when w.waits then 'notified' else 'closed' end,
        i.excerpt, '{}', '[]', 0, '{}', '{}', 60, 480, true, true, 'benchmark',
        o.at, o.at + interval '1 hour', o.at + interval '8 hours',
        case when not w.waits then o.at + interval '1 minute' * (10 + 80 * pg_temp.chance(i.id, 51)) end,
        case when not w.waits then o.at + interval '1 minute' * (100 + 480 * pg_temp.chance(i.id, 52)) end,
        case when not w.waits then o.at + interval '1 minute' * (590 + 60 * pg_temp.chance(i.id, 53)) end,
        case when not w.waits then o.at + interval '1 minute' * 700 end,
        case when not w.waits then 'Voici ce que vous pouvez répondre.' else '' end, '', '', '', 1, 0,
        case when w.waits then o.at end
    from inbox_interaction i
    cross join lateral (select i.state = 'waiting_escalated' as waits) w
    cross join lateral (select i.opened_at + interval '15 minutes' as at) o
    join brands_brand b on b.id = i.brand_id
    join lateral (
        select id from accounts_department
        where company_id = b.company_id and kind = 'technical'
    ) d on true
    where w.waits or (i.id %% 25 = 0 and i.state = 'closed' and i.closed_at is not null)
"""
ESCALATION_EVENTS = """
    insert into escalations_escalationevent (escalation_id, at, verb, to_state, details)
    select e.id, v.at, v.verb, v.state, '{}'
    from escalations_escalation e, lateral (
        values (e.opened_at, 'opened', 'notified'), (e.answered_at, 'answered', 'answered'),
               (e.closed_at, 'closed', 'closed')
    ) v (at, verb, state)
    where v.at is not null
"""
CARRIED = """
    insert into escalations_carried (brand_id, escalation_id, interaction_id, joined_at, relayed_at)
    select brand_id, id, interaction_id, opened_at, relayed_at from escalations_escalation
"""
PASSED_ON = """
    insert into inbox_interactionevent
        (brand_id, interaction_id, at, verb, from_state, to_state, note, details)
    select brand_id, interaction_id, opened_at, 'escalated', 'new', 'waiting_escalated', '', '{}'
    from escalations_escalation
"""
APPROVALS = """
    insert into inbox_approval
        (brand_id, interaction_id, state, reasons, doubt, asked, text, holding, deviation, asked_by_id,
         asked_at, due_at, words, key)
    select brand_id, id, 'asked', '{doubt}', 'Est-ce à nous de le dire ?', t.text, t.text, false, '',
        %(holder)s, last_at + interval '10 minutes', last_at + interval '70 minutes', '',
        md5('approval ' || id)::uuid
    from inbox_interaction, lateral (select pg_temp.one_of(%(replies)s, id, 60) as text) t
    where state = 'waiting_approval'
"""
# One reply in fifty promised something by the next day; of what is not closed it is still owed.
PROMISES = """
    insert into inbox_promise
        (brand_id, interaction_id, message_id, state, made_by_id, made_at, due_at, kept_at, reason)
    select m.brand_id, i.id, m.id, case i.state when 'answered' then 'open' else 'kept' end, %(holder)s,
        m.sent_at, m.sent_at + interval '1 day',
        case when i.state <> 'answered' then m.sent_at + interval '5 hours' end, ''
    from inbox_message m join inbox_interaction i on i.id = m.interaction_id
    where m.direction = 'out' and pg_temp.chance(m.id, 61) < 0.02
"""
POSTS = """
    insert into publishing_post
        (brand_id, channel_id, "group", state, origin, external_id, published_at, title, text, link, format,
        url, category, made_at, edition, language, let_stand, proofread_alone, approval, approval_words)
    select c.brand_id, c.id, gen_random_uuid(), 'published', 'export', 'p' || n,
        %(beginning)s::timestamptz + interval '56 hours' * n, '', 'Nouvelle publication', '', '', '',
        (array['organisation', 'useful', 'conversation', 'offer', 'relayed'])[1 + n %% 5], now(), 1,
        '', '[]', false, '', ''
    from team_channel c, generate_series(0, (%(days)s * 24 / 56)::int - 1) n
    where c.purpose = 'official'
"""
EMPTY = """
    truncate inbox_interaction, inbox_message, inbox_waitingepisode, inbox_interactionevent,
        escalations_escalation, escalations_escalationevent, publishing_post, weekly_weeklyreport cascade
"""
NUMBERED = ("inbox_interaction", "inbox_message", "inbox_waitingepisode", "inbox_interactionevent")
LOADED = (
    *NUMBERED,
    "escalations_escalation",
    "escalations_escalationevent",
    "escalations_carried",
    "publishing_post",
)
