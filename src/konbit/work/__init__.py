"""Who does it: plans and their activities, encounters between collectives."""
