-- What became of each build, folded from the topic of builds. Written again it comes out the same: only a record that
-- stands further on in its partition changes a row.
CREATE TABLE build (
    tenant       text        NOT NULL,
    mode         text        NOT NULL,
    user_id      text        NOT NULL,
    build_id     text        NOT NULL,
    status       text        NOT NULL,
    operation    text        NOT NULL,
    project_id   text,
    size         text        NOT NULL,
    is_update    boolean     NOT NULL,
    estimate     bigint      NOT NULL, -- micro-units
    seconds      bigint,               -- micro-units
    reason       text,
    requested_at timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    log_offset   bigint      NOT NULL,
    PRIMARY KEY (tenant, mode, user_id, build_id)
);
CREATE INDEX build_by_id ON build (tenant, mode, build_id);
CREATE INDEX build_newest ON build (tenant, mode, user_id, requested_at DESC, build_id DESC);
