package dev.jackdaw.policy;

import dev.jackdaw.api.Workspace;
import java.nio.file.Path;

/**
 * What a policy holds beside its rules.
 *
 * @param home what {@code ~} stands for, canonical
 * @param bypass whether a person may switch the questions off
 */
record Circumstances(
    Workspace workspace,
    Path home,
    RulePolicy.Bypass bypass,
    Confinement confinement,
    Familiarity familiarity) {}
