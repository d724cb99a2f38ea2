package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;

/**
 * What all rules together must decide on a call, kept beside them.
 *
 * @param call a text such as {@code Bash(git push)}, or an object with tool and input
 * @param expected {@code allow}, {@code ask} or {@code deny}
 * @param context the mode and the labels, as members of the object they stand in
 */
public record PermissionExample(Json call, String expected, Json.Obj context, Origin origin) {}
