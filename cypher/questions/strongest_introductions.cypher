// Question: Which routes to a person are likeliest to work, over ties of a stated strength?
// Parameter: workspace: text = default - name of the workspace
// Parameter: person: text - id of the person to reach
// Parameter: least: number = 0.5 - weakest declared strength of a step (0 to 1)
// Parameter: hops: number = 3 - most steps, up to 6
// Parameter: most: number = 5 - routes returned
// Returns: probability (chance that every step is made, 0 to 1), hops (steps), people (ids from ours to the person)
// Access: read
// Cost: ties of that strength per person, to the power of the steps; raise `least` before `hops`
// Twin: influence.routes, without fading, attitudes and fatigue
MATCH (w:Workspace {name: $workspace})
MATCH (goal:Person {workspace: w.name, load: w.load, id: $person})
USING INDEX SEEK goal:Person(workspace, load, id)
CALL (goal) {
  MATCH route = (goal)-[ties:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO*1..3]-(ours:TeamMember)
  WHERE all(tie IN ties WHERE tie.strength >= $least)
  RETURN route, ties
  UNION ALL
  MATCH route = (goal)-[ties:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO*4..4]-(ours:TeamMember)
  WHERE $hops >= 4 AND all(tie IN ties WHERE tie.strength >= $least)
  RETURN route, ties
  UNION ALL
  MATCH route = (goal)-[ties:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO*5..5]-(ours:TeamMember)
  WHERE $hops >= 5 AND all(tie IN ties WHERE tie.strength >= $least)
  RETURN route, ties
  UNION ALL
  MATCH route = (goal)-[ties:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO*6..6]-(ours:TeamMember)
  WHERE $hops >= 6 AND all(tie IN ties WHERE tie.strength >= $least)
  RETURN route, ties
}
WITH goal, route, ties
WHERE size(ties) <= $hops AND none(one IN nodes(route)[1..-1] WHERE one:TeamMember OR one = goal)
WITH reverse([one IN nodes(route) | one.id]) AS people,
  reduce(chance = 1.0, tie IN ties | chance / (1 + exp(1.9 - 4.4 * tie.strength))) AS probability
WITH people, max(probability) AS probability
WHERE all(place IN range(0, size(people) - 1) WHERE NOT people[place] IN people[place + 1..])
RETURN probability, size(people) - 1 AS hops, people
ORDER BY probability DESC, hops, people
LIMIT toInteger($most)
