"""The whole cloud: every service that the vendor defines, imported, generated and proven.

    editions    the two packages of definitions, and their clients: fetched once, and kept
    survey      what a definition holds: actions, structs, members
    processes   many small jobs on all cores, each in a fresh process that is measured
    making      definitions -> specs -> Python and pages, by the commands that people run
    proving     what is made is styled, typed, loads, and says what the vendor's client says
      shapes      every member of every class, beside the definition
      judging     every example, sent and received by both clients
        expected    what has to come of it, by the definition alone
        ours        what the generated client makes of it
        vendor      what the vendor's client makes of it
        differences why the two differ, where the vendor's client is the one that is wrong
      sample      which services the type checker looks at
    report      tables, failures, and how to repeat them

`make cloud` runs it; it is no part of the tests, since it takes minutes and gigabytes.
"""
