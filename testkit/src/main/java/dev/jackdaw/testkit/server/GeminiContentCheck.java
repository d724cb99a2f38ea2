package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses what the Gemini API refuses among the contents. */
final class GeminiContentCheck {
  /** The mark for calls of other models, in plain letters or as the bytes that SDKs send. */
  private static final Set<String> FOREIGN_SIGNATURES =
      Set.of("skip_thought_signature_validator", "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=");

  private final Fields request;
  private final boolean signed;
  private final Map<String, Json.Obj> signatures;

  GeminiContentCheck(Fields request, boolean signed, Map<String, Json.Obj> signatures) {
    this.request = request;
    this.signed = signed;
    this.signatures = signatures;
  }

  void check() throws Rejection {
    var contents = request.objects("contents");
    if (contents.isEmpty()) throw GeminiComplaints.INSTANCE.missing("contents");
    List<Fields> open = List.of();
    var before = "";
    for (var content : contents) {
      content.only(Set.of("role", "parts"));
      var role = content.choice("role", List.of("user", "model"));
      var parts = content.objects("parts");
      if (parts.isEmpty()) throw GeminiComplaints.INSTANCE.missing(content.at("parts"));
      for (var part : parts) part(part, role);
      if (!open.isEmpty() || has(parts, "functionResponse")) answers(open, parts);
      open = role.equals("model") ? members(parts, "functionCall") : List.of();
      if (!open.isEmpty() && !before.equals("user")) throw misplacedCall();
      before = role;
    }
    if (!open.isEmpty()) throw misplacedCall();
    if (signed) currentTurnIsSigned(contents);
  }

  private static Rejection misplacedCall() {
    return GeminiComplaints.refusal(
        "Please ensure that function call turn comes immediately after a user turn or after a"
            + " function response turn.");
  }

  private static boolean has(List<Fields> parts, String name) {
    return parts.stream().anyMatch(part -> part.has(name));
  }

  private static List<Fields> members(List<Fields> parts, String name) throws Rejection {
    var members = new ArrayList<Fields>();
    for (var part : parts) if (part.has(name)) members.add(part.requiredObject(name));
    return members;
  }

  private static void answers(List<Fields> calls, List<Fields> parts) throws Rejection {
    var responses = members(parts, "functionResponse");
    if (calls.isEmpty()) {
      throw GeminiComplaints.refusal(
          "Please ensure that function response turn comes immediately after a function call"
              + " turn.");
    }
    if (calls.size() != responses.size()) {
      throw GeminiComplaints.refusal(
          "Please ensure that the number of function response parts is equal to the number of"
              + " function call parts of the function call turn.");
    }
    for (var i = 0; i < calls.size(); i++) {
      for (var member : List.of("name", "id")) {
        if (!calls.get(i).string(member).equals(responses.get(i).string(member))) {
          throw GeminiComplaints.refusal(
              "The " + member + " of a function response differs from that of its call.");
        }
      }
    }
  }

  private void part(Fields part, String role) throws Rejection {
    part.only(
        Set.of(
            "text",
            "thought",
            "thoughtSignature",
            "inlineData",
            "functionCall",
            "functionResponse"));
    var kinds = 0;
    for (var kind : List.of("text", "inlineData", "functionCall", "functionResponse")) {
      if (part.has(kind)) kinds++;
    }
    if (kinds != 1) {
      throw GeminiComplaints.refusal(
          part.path() + ".data: required oneof field 'data' must have one initialized field");
    }
    if (part.has("text")) part.requiredString("text");
    if (part.has("inlineData")) image(part.requiredObject("inlineData"));
    if (part.has("functionCall")) {
      if (!role.equals("model")) throw part.wrong("functionCall", "is for role 'model'.");
      var call = part.requiredObject("functionCall");
      call.only(Set.of("id", "name", "args"));
      call.requiredString("name");
      call.object("args");
    }
    if (part.has("functionResponse")) {
      if (!role.equals("user")) throw part.wrong("functionResponse", "is for role 'user'.");
      var response = part.requiredObject("functionResponse");
      response.only(Set.of("id", "name", "response", "parts"));
      if (response.requiredString("name").isEmpty()) {
        throw GeminiComplaints.INSTANCE.missing(response.at("name"));
      }
      response.requiredObject("response");
      if (response.has("parts")) media(response);
    }
    signature(part);
  }

  /** Models before the third generation take no media in a result. */
  private void media(Fields response) throws Rejection {
    if (!signed) {
      throw GeminiComplaints.refusal(
          "Multimodal function responses are not supported for this model.");
    }
    for (var part : response.objects("parts")) {
      part.only(Set.of("inlineData"));
      image(part.requiredObject("inlineData"));
    }
  }

  private void signature(Fields part) throws Rejection {
    var signature = part.string("thoughtSignature");
    if (signature.isEmpty()) return;
    if (FOREIGN_SIGNATURES.contains(signature.get()) && part.has("functionCall")) return;
    if (!bare(part.object()).equals(signatures.get(signature.get()))) {
      throw GeminiComplaints.refusal("Corrupted thought signature.");
    }
  }

  /** Returns what a signature is given for: the part without it, and without the id of a call. */
  static Json.Obj bare(Json.Obj part) {
    var bare = without(part, "thoughtSignature");
    if (!part.has("functionCall")) return bare;
    return bare.with("functionCall", without(part.object("functionCall"), "id"));
  }

  private static Json.Obj without(Json.Obj object, String name) {
    var members = new LinkedHashMap<>(object.members());
    members.remove(name);
    return new Json.Obj(members);
  }

  /** The first call of every step since the user last spoke must carry its signature. */
  private static void currentTurnIsSigned(List<Fields> contents) throws Rejection {
    for (var i = contents.size() - 1; i >= 0; i--) {
      var parts = contents.get(i).objects("parts");
      var spoken = contents.get(i).requiredString("role").equals("user");
      if (spoken && !has(parts, "functionResponse")) return;
      var calls = parts.stream().filter(part -> part.has("functionCall")).toList();
      if (calls.isEmpty() || calls.getFirst().has("thoughtSignature")) continue;
      throw GeminiComplaints.refusal(
          "Function call is missing a thought_signature in functionCall parts. This is required for"
              + " tools to work correctly.");
    }
  }

  private static void image(Fields image) throws Rejection {
    image.only(Set.of("mimeType", "data", "displayName"));
    image.choice("mimeType", List.of("image/png", "image/jpeg", "image/webp", "image/heic"));
    try {
      if (Base64.getDecoder().decode(image.requiredString("data")).length > 0) return;
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw GeminiComplaints.refusal("Unable to process input image. Please retry or report.");
  }
}
