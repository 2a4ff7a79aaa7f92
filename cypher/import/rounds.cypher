// Planning rounds that come in, all of them new.
// write
// $rows list
UNWIND $rows AS row
CREATE (round:Round)
SET round = row
