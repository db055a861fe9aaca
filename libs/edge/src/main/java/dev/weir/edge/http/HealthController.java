package dev.weir.edge.http;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Alive: the process answers. Ready: every part of it could serve a request now. The old paths of
 * the seeds mean ready.
 */
@RestController
public final class HealthController {
  private static final int UNAVAILABLE = 503;

  private final Map<String, HealthIndicator> parts;

  public HealthController(Map<String, HealthIndicator> parts) {
    this.parts = new TreeMap<>(parts);
  }

  @Access(Right.PUBLIC)
  @GetMapping("/health/live")
  public Map<String, String> live() {
    return Map.of("status", "up");
  }

  @Access(Right.PUBLIC)
  @GetMapping({"/health", "/health/ready", "/myhealthz", "/claude-executor/health"})
  public ResponseEntity<Map<String, Object>> ready() {
    Map<String, Object> shown = new LinkedHashMap<>();
    boolean up = true;
    for (Map.Entry<String, HealthIndicator> part : parts.entrySet()) {
      Health health = part.getValue().health();
      boolean partUp = health != null && health.getStatus().equals(Status.UP);
      up &= partUp;
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("status", partUp ? "up" : "down");
      if (health != null) {
        member.putAll(health.getDetails());
      }
      shown.put(part.getKey(), member);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", up ? "up" : "down");
    body.put("parts", shown);
    return ResponseEntity.status(up ? 200 : UNAVAILABLE)
        .header("Cache-Control", "no-store")
        .body(body);
  }
}
