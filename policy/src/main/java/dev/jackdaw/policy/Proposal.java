package dev.jackdaw.policy;

import dev.jackdaw.api.Rule;

/** An allow rule of a project: it is not in force, and a person may take it over. */
public record Proposal(Rule rule, Source source) {}
