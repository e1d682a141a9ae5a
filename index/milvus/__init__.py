"""An index in Milvus, distributed or Lite: the same ranking, filtered and searched by the engine.

NAME                          an alias: who follows it finds the version that answers
NAME_VERSION_xxxxxx           a row for each passage of each clause, never shared by versions
NAME_VERSION_xxxxxx_facts     what is known of all of them; its row `manifest` is the commit
"""
