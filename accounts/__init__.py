"""Who and where: agencies, companies and their departments, territories, people, notifications, the record."""
