"""Who may log in to the demonstration, and as what."""

LOGINS = {
    "manager@demo.example": "agency manager",
    "strategist@demo.example": "strategist",
    "cm@demo.example": "community manager, lead on several official channels",
    "junior@demo.example": "community manager under supervision",
    "service@demo.example": "customer-service agent",
    "support@demo.example": "technical-support agent",
    "contact@demo.example": "department contact of one company",
    "executive@demo.example": "executive of one brand",
}
