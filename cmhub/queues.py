"""Which work waits in which queue, so that none waits behind another kind of work.

What climbs or is told at its minute has a queue of its own, in which nothing asks anybody but the database;
so has what takes minutes; so has what waits for the answer of addresses that anybody who is logged in may
give. Mails, which wait for a mail server, and the rest are quick.
"""

CLOCKS = "clocks"
QUICK = "quick"
LONG = "long"
PUSHES = "pushes"
QUEUES = (CLOCKS, QUICK, LONG, PUSHES)
GIVES_WAY = {CLOCKS: 0, QUICK: 5, PUSHES: 5, LONG: 10}
"""By how much the workers of each queue are nicer to the other processes of their machine than its web
server, in the steps of nice(2). A worker of several is as nice as the least nice of them.
"""

TASK_ROUTES = {
    "channels_mgmt.crisis.tasks.tell_again": {"queue": CLOCKS},
    "channels_mgmt.escalations.tasks.move_on": {"queue": CLOCKS},
    "channels_mgmt.escalations.tasks.sweep": {"queue": CLOCKS},
    "channels_mgmt.inbox.tasks.remind_of_approvals": {"queue": CLOCKS},
    "channels_mgmt.watch.tasks.sweep": {"queue": CLOCKS},
    "accounts.tasks.forget_notices": {"queue": LONG},
    "accounts.tasks.send_pushes": {"queue": PUSHES},
    "channels_mgmt.api.tasks.forget_deliveries": {"queue": LONG},
    "channels_mgmt.api.tasks.send_webhooks": {"queue": PUSHES},
    "channels_mgmt.crisis.tasks.count_rhythms": {"queue": LONG},
    "channels_mgmt.desk.tasks.let_go": {"queue": LONG},
    "channels_mgmt.escalations.tasks.forget_files": {"queue": LONG},
    "channels_mgmt.inbox.tasks.forget_files": {"queue": LONG},
    "channels_mgmt.inbox.tasks.take_in_run": {"queue": LONG},
    "channels_mgmt.team.tasks.extend_rotas": {"queue": LONG},
    "channels_mgmt.watch.tasks.forget": {"queue": LONG},
    "channels_mgmt.watch.tasks.read_feeds": {"queue": LONG},
    "cmhub.celery.clear_sessions": {"queue": LONG},
    "cmhub.operations.tasks.forget_failed_tasks": {"queue": LONG},
    "reporting.metrics.tasks.forget_files": {"queue": LONG},
    "reporting.metrics.tasks.take_in_run": {"queue": LONG},
    "reporting.weekly.tasks.compute_due": {"queue": LONG},
    "reporting.weekly.tasks.compute_run": {"queue": LONG},
    "reporting.weekly.tasks.forget_runs": {"queue": LONG},
    "reporting.weekly.tasks.look_for_changes": {"queue": LONG},
    "reporting.weekly.tasks.remind": {"queue": LONG},
    "reporting.weekly.tasks.work_out_offer": {"queue": LONG},
}
"""What is not named here is quick."""
