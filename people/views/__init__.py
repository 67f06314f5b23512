"""Pages about people: the list, one person, imports, departments, first passwords."""
