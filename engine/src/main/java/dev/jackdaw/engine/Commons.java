package dev.jackdaw.engine;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Workspace;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** What all agents of a session share. */
record Commons(
    Recorder recorder,
    Questions questions,
    Rights rights,
    Tally tally,
    Workspace workspace,
    Blobs blobs,
    MemoryFiles memory,
    InstantSource clock,
    Redactor redactor,
    Retries retries,
    Supplier<List<String>> notices) {}
