"""Who and where: agencies, companies and departments, territories, people, notifications, the record."""
