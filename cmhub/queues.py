"""Which work waits in which queue. What takes minutes has a queue and a worker of its own, so that mails and
deadlines never wait behind it; so has what waits for the answer of addresses that anybody who is logged in
may give.
"""

QUICK = "quick"
LONG = "long"
PUSHES = "pushes"
QUEUES = (QUICK, LONG, PUSHES)

TASK_ROUTES = {
    "accounts.tasks.send_pushes": {"queue": PUSHES},
    "channels_mgmt.api.tasks.send_webhooks": {"queue": PUSHES},
    "channels_mgmt.inbox.tasks.take_in_run": {"queue": LONG},
    "channels_mgmt.watch.tasks.read_feeds": {"queue": LONG},
    "channels_mgmt.crisis.tasks.count_rhythms": {"queue": LONG},
    "channels_mgmt.desk.tasks.let_go": {"queue": LONG},
    "reporting.metrics.tasks.take_in_run": {"queue": LONG},
    "reporting.weekly.tasks.compute_run": {"queue": LONG},
    "reporting.weekly.tasks.work_out_offer": {"queue": LONG},
}
"""What is not named here is quick."""
