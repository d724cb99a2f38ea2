package dev.jackdaw.api;

/** What a model said, whole. */
public record Reply(Message.Assistant message, Usage usage, StopReason stop) {}
