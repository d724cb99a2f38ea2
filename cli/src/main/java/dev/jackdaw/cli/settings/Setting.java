package dev.jackdaw.cli.settings;

/** A value with its origin. */
public record Setting<T>(T value, Origin origin) {}
