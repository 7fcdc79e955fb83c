"""What a browser says of itself, in words that its owner knows it by."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
"""Word in the User-Agent header and name, the more particular first: Edge calls itself Chrome too."""


def device_of(user_agent: str) -> str:
    """Browser and system, as “Chrome · Android”; empty where neither is known.

    Nothing of the header but these names is kept, so that what somebody puts into it gets nowhere.
    """
    found = (next((name for word, name in known if word in user_agent), "") for known in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in found if name)
