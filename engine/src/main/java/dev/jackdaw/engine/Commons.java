package dev.jackdaw.engine;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.SideJobs;
import dev.jackdaw.api.Workspace;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
    Slots slots,
    Leases leases,
    Checkpoints checkpoints,
    Aftermaths aftermaths,
    Retries retries,
    Supplier<List<String>> notices,
    Optional<Scripts> scripts,
    Hooks hooks,
    SideJobs sideJobs) {
  /** Returns what a sub-agent with these rights shares. */
  Commons with(Rights other) {
    return new Commons(
        recorder,
        questions,
        other,
        tally,
        workspace,
        blobs,
        memory,
        clock,
        redactor,
        slots,
        leases,
        checkpoints,
        aftermaths,
        retries,
        notices,
        scripts,
        hooks,
        sideJobs);
  }

  /** Returns what a sub-agent in another place shares; what it does there is not undone. */
  Commons in(Isolation.Place place, Rights other) {
    return new Commons(
        recorder,
        questions,
        other,
        tally,
        place.workspace(),
        blobs,
        place.memory(),
        clock,
        redactor,
        slots,
        leases,
        Checkpoints.NONE,
        new Aftermaths(recorder, Checkpoints.NONE, place.workspace()),
        retries,
        notices,
        scripts,
        hooks,
        sideJobs);
  }
}
