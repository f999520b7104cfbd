-- What takes no part in a filter leaves no half of an update behind.
SELECT v FROM stdin WHERE v > 5
--- args -i changelog --changelog=op
--- input
{"_op":"+I","v":4}
{"_op":"-U","v":4}
{"_op":"+U","v":8}
{"_op":"-U","v":8}
{"_op":"+U","v":9}
{"_op":"-U","v":9}
{"_op":"+U","v":2}
--- output
{"_op":"+I","v":8}
{"_op":"-U","v":8}
{"_op":"+U","v":9}
{"_op":"-D","v":9}
